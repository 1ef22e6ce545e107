# 机器人开着的时候，在终端里说的话。

room-open = 门开了：{ $url }
room-invitation = 有代理挡在前面时，人人都要凭邀请进来，你也一样：{ $link }
room-closed = 关门了，东西都留着。
error-engine-no-face = 这部片子要用的一张脸已经不在了。

engine-puppet = 本机的木偶引擎
