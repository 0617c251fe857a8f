"""What a plan is: text with places, facts, the record. Types only; nothing here reads or decides."""
