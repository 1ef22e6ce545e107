## Videos and voice notes that cannot be used
error-media-no-video = There is no video in it; film yourself, or give me a video file.
error-media-no-sound = I hear nothing in it; record it again, a little louder.
error-media-sound-kind = I can't play { $kind } recordings; save it as OGG, M4A, MP3 or WAV.
