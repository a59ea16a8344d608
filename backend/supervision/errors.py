"""Refusals of supervision."""

from backend.kernel.errors import Refusal


class CommitmentTextChanged(Refusal):
    """The signed text is not the version in force; it must be read again."""

    code = "commitment_text_changed"
    status = 409


class TooManyItems(Refusal):
    """More than 50 facts in one request."""

    code = "too_many_items"
    status = 422


class NotInspected(Refusal):
    """The photo is still being checked; nothing is served as a picture before that."""

    code = "being_checked"
    status = 202


class NotAPicture(Refusal):
    """The stored bytes cannot be read as a photo."""

    code = "undecodable"
    status = 410


class NotApproved(Refusal):
    """The filing has not been approved, so supervision has not begun."""

    code = "not_approved"
    status = 409


class AlreadyLead(Refusal):
    """The very same person is the lead; a new code is made by regenerating."""

    code = "already_lead"
    status = 409


class LeadIsKnown(Refusal):
    """Somebody of this name and phone is known already: they are named as lead, not made of another person."""

    code = "lead_is_known"
    status = 409


class LeadElsewhere(Refusal):
    """The person has a role in an organisation, or led projects of others: their name is not the unit's to correct."""

    code = "lead_elsewhere"
    status = 409


class CodeShownAlready(Refusal):
    """The login code was shown and only its hash is left; regenerate it to get another."""

    code = "code_shown_already"
    status = 409


class NotRated(Refusal):
    """Only rated projects can be published."""

    code = "not_rated"
    status = 409


class LateWindowOpen(Refusal):
    """Evidence may still arrive until `until`; confirm to rate before that."""

    code = "late_window_open"
    status = 409


class AlreadyPublished(Refusal):
    """Published as it stands; nothing changed since."""

    code = "already_published"
    status = 409


class RatingsOvertaken(Refusal):
    """Evidence came after the ratings of `projectIds`; confirm to publish them as they are."""

    code = "ratings_overtaken"
    status = 409


class NotPublished(Refusal):
    """There is no publication to withdraw."""

    code = "not_published"
    status = 409


class FilingLocked(Refusal):
    """The filing is under review or approved; it cannot be edited, only returned or changed by a case."""

    code = "filing_locked"
    status = 409


class NotDeletable(Refusal):
    """It was filed once; what was filed is never deleted (catalogue 11.2)."""

    code = "not_deletable"
    status = 409


class UnderHold(Refusal):
    """It is under legal hold: nothing of it is removed until the hold ends (design §9)."""

    code = "under_hold"


class DraftChanged(Refusal):
    """Somebody changed the draft meanwhile; `version` is what stands now."""

    code = "draft_changed"
    status = 409


class SlotBegun(Refusal):
    """The half-day has begun, so it can no longer be changed or added."""

    code = "slot_begun"
    status = 409


class SlotHasEvidence(Refusal):
    """Evidence came for the half-day, so it cannot be removed."""

    code = "slot_has_evidence"
    status = 409


class VenuesFixed(Refusal):
    """A half-day has begun, so the venue points that count for it stay; new ones need a half-day ahead."""

    code = "venues_fixed"
    status = 409


class AddressUnavailable(Refusal):
    """The provider of addresses did not answer; nothing else depends on it."""

    code = "address_unavailable"
    status = 503


class TooManyDocuments(Refusal):
    """More files were announced for one project than anybody needs."""

    code = "too_many_documents"
    status = 409


class NotARescueZip(Refusal):
    """No rescue zip of a phone, or so damaged that nothing in it can be found; nothing was taken in."""

    code = "not_a_rescue_zip"
    status = 422


class RescueTooLarge(Refusal):
    """More than any phone holds; nothing was taken in."""

    code = "rescue_too_large"
    status = 413


class PhotoRemoved(Refusal):
    """The photo was kept as long as the settings say; its digest, receipt and findings stay."""

    code = "photo_removed"
    status = 410


class DocumentRemoved(Refusal):
    """The file was kept as long as the settings say; its name and digest stay."""

    code = "document_removed"
    status = 410
