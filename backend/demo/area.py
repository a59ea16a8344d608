"""What the demo registers."""

from backend.demo.person_erasure import PERSON_ERASURE
from backend.demo.routes import get_demo_roles, post_demo_login
from backend.demo.settings import DemoSettings
from backend.kernel.wiring import Area

AREA = Area(
    name="demo",
    routes=(get_demo_roles, post_demo_login),
    piccolo_app="backend.demo.piccolo_app",
    settings=(DemoSettings,),
    provides=(PERSON_ERASURE,),
)
