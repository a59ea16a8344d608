"""Review happens one way (design §2, §6): a case moves through a flow, a small DAG of steps.

The rules are pure. A case is the fold of its append-only events; every act answers the events to append or a `Refused`
value, and is given what it needs from outside (the time, who acts, the document, who holds which step) as values.
"""
