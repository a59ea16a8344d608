"""Which address of this machine its network knows."""

import socket

SOMEWHERE = ("192.0.2.1", 9)
"""A documentation address: asking for the way there sends nothing."""


class NoLan(ValueError):
    """This machine has no address others could reach."""


def lan_address() -> str:
    """The address other machines of the network reach this one under.

    Raises:
        NoLan: with what to do.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
            found = str(probe.getsockname()[0])
        except OSError as error:
            raise NoLan("no network was found: connect this machine, or name its address with --host") from error
    if found.startswith("127."):
        raise NoLan("this machine is on no network: connect it, or name its address with --host")
    return found
