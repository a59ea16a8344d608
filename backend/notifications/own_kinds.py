"""The kinds of messages that belong to no area above: codes, a change of phone, and the test."""

from backend.identity.login_codes.ports import CodePurpose
from backend.kernel.clock import HOUR
from backend.notifications.kinds import MessageKind, Words


def _code_kind(key: str, *, zh: str, en: str) -> MessageKind:
    return MessageKind(key=key, urgency="urgent", inbox=False, sms=Words(zh=zh, en=en))


PHONE_CHANGE_ASKED = MessageKind(
    key="phone_change_asked",
    urgency="urgent",
    supervisor=True,
    sms=Words(
        zh="有同事申请更换您登录用的手机号。如非您本意，请尽快登录拒绝或联系单位。",
        en="A colleague asked to change the phone you log in with. If you did not want that, log in and refuse it.",
    ),
    subject=Words(zh="有同事申请更换您的手机号", en="A colleague asked to change your phone"),
    mail=Words(
        zh="有同事申请更换您登录用的手机号。如非您本意，请登录系统拒绝，或联系单位。",
        en="A colleague asked to change the phone you log in with. If you did not want that, log in and refuse it.",
    ),
)
TEST = MessageKind(
    key="test",
    urgency="urgent",
    lives_ms=HOUR,
    sms=Words(zh="这是您要求发送的测试短信。", en="This is the test message you asked for."),
    subject=Words(zh="测试通知", en="Test message"),
    mail=Words(
        zh="这是您要求发送的测试邮件。收到它说明邮件通知可以送达。",
        en="This is the test message you asked for. If you read it, mail reaches you.",
    ),
)
CODE_KINDS: dict[CodePurpose, MessageKind] = {
    "login": _code_kind(
        "login_code",
        zh="登录验证码 {code}，10 分钟内有效。请勿告诉任何人。",
        en="Your login code is {code}, valid for 10 minutes. Never tell it to anybody.",
    ),
    "phone_old": _code_kind(
        "phone_old_code",
        zh="您正在更换手机号，验证码 {code}（原手机号）。如非本人操作，请勿告诉任何人。",
        en="You are changing your phone. Code for the old one: {code}. If that is not you, tell it to nobody.",
    ),
    "phone_new": _code_kind(
        "phone_new_code",
        zh="您正在绑定新手机号，验证码 {code}（新手机号）。请勿告诉任何人。",
        en="You are changing to this phone. Code for the new one: {code}. Never tell it to anybody.",
    ),
}
OWN_KINDS = (*CODE_KINDS.values(), PHONE_CHANGE_ASKED, TEST)
