# 聊天裡另開視窗的表單。

discord-adult = 我滿 18 歲
discord-video = 拍一段你自己，3 到 10 秒：唸出這幾個數字，再慢慢轉頭，轉到一邊再轉回來。也可以在私訊裡把影片傳給我。
discord-drawn-style = 選一個髮型；戴眼鏡、留鬍子就一起選上
discord-next = 接下來：{ $form }。
