"""What a reminder says (catalogue 14 N-14)."""

from collections.abc import Mapping

from backend.notifications.kinds import MessageKind, Words
from backend.supervision.reminders.reminder_rules import Reminder

NOTHING_YET = MessageKind(
    key="slot_nothing_yet",
    urgency="urgent",
    supervisor=True,
    sms=Words(
        zh="您负责的半天已开始填报，还没有收到照片。请打开系统，在结束前拍摄。",
        en="The half-day you are responsible for has begun and no photo has come. Please take them before it ends.",
    ),
    subject=Words(zh="有半天还没有收到照片", en="No photo has come for a half-day"),
    mail=Words(
        zh="贵单位一个项目的半天已开始半小时，还没有收到照片。请登录系统查看。",
        en="A half-day of one of your projects began half an hour ago and no photo has come. Please log in to see it.",
    ),
)
INCOMPLETE = MessageKind(
    key="slot_incomplete",
    urgency="urgent",
    supervisor=True,
    sms=Words(
        zh="您负责的半天将在半小时内结束，照片还不齐。结束后不能补拍，请尽快完成。",
        en="Your half-day ends within half an hour and photos are missing. None can be taken later.",
    ),
    subject=Words(zh="有半天即将结束，照片还不齐", en="A half-day is about to end with photos missing"),
    mail=Words(
        zh="贵单位一个项目的半天将在半小时内结束，照片还不齐。请登录系统查看。",
        en="A half-day of one of your projects is about to end with photos missing. Please log in to see it.",
    ),
)
ENDED = MessageKind(
    key="slot_ended",
    urgency="normal",
    supervisor=True,
    subject=Words(zh="有半天已结束，照片还不齐", en="A half-day ended with photos missing"),
    mail=Words(
        zh="贵单位一个项目的半天已结束，照片还不齐。如照片在负责人的手机上，请其联网发送。请登录系统查看。",
        en="A half-day of one of your projects ended with photos missing. If they are on the lead's phone, it must be "
        "brought online to send them. Please log in to see it.",
    ),
)
"""Nothing can be taken any more, so it waits for the end of quiet hours; what is on a phone may come for days."""
REMINDER_KINDS: Mapping[Reminder, MessageKind] = {"nothing_yet": NOTHING_YET, "incomplete": INCOMPLETE, "ended": ENDED}
