# A spoken idea: a voice note with the word for it as its caption becomes the sentence of a film.

## The caption; other words for the same stand behind |
word-film = film | film it | film this

## In the chat
help-hearing = a voice note with the caption “film” · a film of what you say in it
privacy-hearing = A voice note with the caption “film” is sent to { $host }, which turns it into words. I keep no copy for that.
toast-listening = Listening. Then it rolls.
note-no-ears = I can't turn speech into words here, so nothing was made. Type it: /{ $command } and your sentence.
note-not-rolling = Heard, and not rolling. { $why }
error-hearing-nothing = I heard no words in that; say it again, a little louder, or type it.
error-hearing-slow = Turning that into words took too long; send it again later, or type it.
error-hearing-down = What turns speech into words is out of reach; send it again later, or type it.
error-hearing-too-long = A spoken idea may last { $limit-s } seconds; say it shorter, or type it.

## For whoever runs the bot
doctor-hearing-off = off; a spoken idea has to be typed
doctor-hearing = { $model } at { $host }, answers
error-machine-hearing = { $model } at { $host } does not turn sound into words; check WALKON_HEAR_URL, the model and the key.
error-option-half-hear = WALKON_HEAR_URL and WALKON_HEAR_MODEL belong together; set both or neither.
error-option-clear-hear = WALKON_HEAR_URL would send voices over the network unencrypted; use an https address, or http on this machine alone.
