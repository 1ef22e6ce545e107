## 用不了的视频和语音
error-media-no-video = 里面没有视频；给自己拍一段，或发一个视频文件。
error-media-no-sound = 里面听不到声音；再录一次，大声一点。
error-media-sound-kind = 我放不了 { $kind } 录音；存成 OGG、M4A、MP3 或 WAV。
