# Big cameras: films that a video model makes anew, what is asked about them, and where faces go.

## Names
engine-ltx = LTX-2.5
engine-wan = Wan 2.2

## Under a film
caption-anew = { $ahead ->
    [0] The big camera is shooting it again.
    [1] The big camera shoots it again, after one other film.
   *[other] The big camera shoots it again, after { $ahead } other films.
 }
caption-out = The big camera is out, so I shot it on the small one.
button-retry-big = Retry big
button-cancel-big = Small is fine
toast-retrying-big = The big camera tries again.
why-cost = It cost { $cost }.

## The nod
button-better = Also in better quality
better-preview =
    “{ $title }” again, this time by { $engine }. Only you see it.
    { $chat } has the one by the puppets. Without your yes it stays; no answer by { $time } counts as no.
button-better-yes = Show this
button-better-no = Leave it
better-posted = Good, that one may be shown. Changed your mind, any time:
better-declined = Fine. The film stays as it is, and nobody hears why.
better-changing = “{ $title }” is being changed. If the big camera makes it again, you see it here first.

## What nobody was told of before: a host, and cameras on this machine
told-host = Films here are also made by { $host }, a server elsewhere. You lent your face before that, so yours has not gone there. It goes there only if you say so. With it go your voice, where you lend that, and the sound of a voice note that you have filmed.
told-yes = Noted. { $host } may be given your face for films you agree to.
button-told-yes = It may go there
button-told-no = Mine stays here
told-engines = Films here are now also made by { $engines }, on this machine. A face in them looks far more like a person than a puppet does. You lent yours before that, so a yes you gave beforehand does not count for them: you are shown each of them first, and asked. It counts for them only if you say so.
told-engines-yes = Noted. A yes you give beforehand counts for films by { $engines }, too.
button-told-engines-yes = It counts for them
button-told-engines-no = Show me first
privacy-remote = { $host } is a server elsewhere that films. It is sent what happens in a film, what is spoken in it, as sound (of a voice note that somebody has filmed, that very recording), and pictures of who is in it: of you only if you were told of { $host } when you lent your face, or have agreed since.

## For whoever runs a chat
button-puppets-only = Films here: puppets only
button-puppets-only-in = { $chat }: puppets only
