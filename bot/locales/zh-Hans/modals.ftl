# 聊天里单独开窗的表单。

discord-adult = 我满 18 岁
discord-video = 拍一段你自己，3 到 10 秒：念出这几个数字，再慢慢转头，转到一边再转回来。也可以在私信里把视频发给我。
discord-drawn-style = 选一个发型；戴眼镜、有胡子就一起选上
discord-next = 接下来：{ $form }。
