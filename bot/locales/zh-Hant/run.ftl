# 機器人開著的時候，在終端機裡說的話。

room-open = 門開了：{ $url }
room-invitation = 前面有代理時，每個人都要憑邀請進來，你也一樣：{ $link }
room-closed = 關門了，東西都留著。
error-engine-no-face = 這部影片要用的一張臉已經不在了。

engine-puppet = 本機的木偶引擎
