"""The running bot: what takes events in, has films made, shows them, and tidies up."""
