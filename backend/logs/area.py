"""What logs register."""

from backend.kernel.wiring import Area
from backend.logs.permissions import AUDITOR
from backend.logs.routes import (
    get_capture_log,
    get_file_log,
    get_login_code_log,
    get_login_log,
    get_operation_log,
    get_reveal_log,
    post_find,
    post_login_search,
)
from backend.organisations.people.role_rules import MemberRole

AREA = Area(
    name="logs",
    routes=(
        get_login_log,
        post_login_search,
        get_operation_log,
        get_login_code_log,
        get_capture_log,
        get_reveal_log,
        get_file_log,
        post_find,
    ),
    piccolo_app="backend.logs.piccolo_app",
    provides=(MemberRole(AUDITOR, 90, "root"),),
)
