/** Shapes of messages, and of the ways they go. As in `types`, instants are milliseconds UTC. */

export type Notification = {
  id: string;
  /** Has words under `inbox.kind.<kind>`. */
  kind: string;
  urgent: boolean;
  params: Readonly<Record<string, string | number>>;
  subjectId: string | null;
  /** The project that it is about. */
  scopeId: string | null;
  at: number;
  readAt: number | null;
};

export type Channel = 'email' | 'sms';

/** `ways` are the channels this deployment can send by; within `quiet` (`22:00`) only urgent messages are sent. */
export type Preferences = {
  email: string | null;
  emailOn: boolean;
  smsOn: boolean;
  language: 'zh' | 'en';
  ways: readonly Channel[];
  quiet: { from: string; until: string };
};

export type Delivery = {
  id: string;
  channel: Channel;
  state: 'waiting' | 'sending' | 'sent' | 'retry' | 'failed' | 'expired';
  reason: string;
  tries: number;
  at: number;
  nextTryAt: number | null;
  finishedAt: number | null;
};
