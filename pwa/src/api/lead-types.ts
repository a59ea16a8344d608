/** Shapes of on-site leads and what they sign, as the unit sees them. As in `types`, instants are milliseconds UTC. */

export type Lead = {
  id: string;
  name: string;
  phoneMasked: string;
  unit: string;
  /** How many login codes have been made, the first included. */
  generation: number;
  activeFrom: number;
  endedAt: number | null;
  /** The commitment letter that came first. */
  committedAt: number | null;
  commitmentId: string | null;
  /** What was corrected, newest first. */
  corrections: readonly LeadCorrection[];
};

/** What stood there before a correction; null where it stayed. */
export type LeadCorrection = { at: number; by: string | null; name: string | null; unit: string | null };

/** A commitment letter as it was signed. */
export type CommitmentLetter = {
  id: string;
  projectId: string;
  projectNo: string;
  projectName: string;
  /** As it was then, and as it was corrected since. */
  name: string;
  nameNow: string;
  textVersion: number;
  text: string;
  textSha256: string;
  /** When it arrived at the server, and what the phone's clock said. */
  signedAt: number;
  phoneTime: number;
  drawing: 'awaiting_bytes' | 'stored' | 'removed';
  drawingSha256: string;
};

/** The present lead first, then the former ones. */
export type Leads = { items: readonly Lead[]; loginUrl: string };

/** A login code in clear; the same request answers it again until `shownUntil`, then nobody can. */
export type IssuedCode = { assignmentId: string; loginCode: string; shownUntil: number; loginUrl: string };
