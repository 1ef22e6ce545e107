# Forms where a chat shows them in a window of its own.

discord-adult = I’m 18 or older
discord-video = Film yourself, 3 to 10 seconds: say these digits aloud, then turn your head slowly, to one side and back. You can also send the video to me in our own chat.
discord-drawn-style = One cut, and glasses and a beard if you wear them
discord-next = Next: { $form }.
