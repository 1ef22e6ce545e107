## 用不了的影片和語音
error-media-no-video = 裡面沒有影片；替自己拍一段，或傳一個影片檔案。
error-media-no-sound = 裡面聽不到聲音；再錄一次，大聲一點。
error-media-sound-kind = 我放不了 { $kind } 錄音；存成 OGG、M4A、MP3 或 WAV。
