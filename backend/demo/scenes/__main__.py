"""A painter: an order a line comes in, and for each the length of its photo and the photo go out."""

import signal
import sys

import msgspec

from backend.demo.scenes.orders import LENGTH, Order
from backend.demo.scenes.picture import photograph


def main() -> None:
    """Paint until no more orders can come."""
    # whoever interrupts the server interrupts its painters as well; they end with their orders, without a word
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        photo = photograph(order.kind, order.subject)
        sys.stdout.buffer.write(len(photo).to_bytes(LENGTH) + photo)
        sys.stdout.buffer.flush()


main()
