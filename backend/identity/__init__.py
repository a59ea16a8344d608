"""People, their log-ins and their devices. Says who acts; areas above say what the person may do."""
