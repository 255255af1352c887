"""What staff fill in. A form checks what can be said of single fields; whether an act is lawful is the action's to say."""
