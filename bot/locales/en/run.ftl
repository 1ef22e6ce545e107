# What the running bot says on the terminal it was started from.

room-open = The room is open: { $url }
room-invitation = Behind a proxy everybody comes in by an invitation, you too: { $link }
room-closed = The room is closed. Everything is kept.
error-engine-no-face = A face this film needs is no longer there.

engine-puppet = the puppets on this machine
