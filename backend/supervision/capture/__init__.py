"""What a phone captured: manifest, arrival, time, bytes, inspection, findings, counts."""
