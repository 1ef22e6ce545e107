# 只有 Discord 那一头会说的话：对那里的人，和对终端。

## 那里能输入什么：名字用小写，不带空格
discord-name-make = 拍
discord-name-sentence = 句子
discord-name-person = 人物
discord-name-person2 = 人物2
discord-name-person3 = 人物3
discord-name-voice = 语音
discord-name-period = 时段
discord-about-make = 一句话，拍成一部片子
discord-about-me = 我的面孔、声音和规矩
discord-about-who = 这里谁能出镜
discord-about-with-me = 有我的片子
discord-about-receipts = 我同意过什么、什么时候
discord-about-privacy = 面孔交给了谁
discord-about-forget-me = 把我删干净
discord-about-settings = 我的许可
discord-about-help = 可以输入什么
discord-about-cancel = 停掉我要的那部
discord-about-top = 这个频道里翻拍最多的片子
discord-about-sentence = 谁、在哪、做什么：我和小本半夜偷冰箱
discord-about-person = 谁在片子里，句子里没写到的话
discord-about-voice = 说出来的点子；句子写“拍”就行
discord-about-period = 从什么时候算起
discord-menu-film = 把这条拍成片子
discord-menu-remix = 翻拍这部

## 对那里的人
discord-may-not = 在这里还拍不了，我还缺：{ $rights }。管理服务器的人可以在频道设置里给我，子区也照频道的来。
discord-not-in-thread = 我不在这个私人子区里，还拍不了。请在这里 @ 我一次，再叫我拍。
discord-no-film = 这条不是我的片子。想把它拍成片子，请选“{ discord-menu-film }”。
discord-put-away = 片子已收起：只有你看得到的内容，过了一刻钟就收不回来，所以不留到那时。
discord-failed = 我这边出了错，这次没成。再试一次？
discord-right-view-channel = 查看频道
discord-right-send-messages = 发送消息
discord-right-send-messages-in-threads = 在子区中发送消息
discord-right-attach-files = 附加文件

## 终端上：什么挡了路
discord-open = Discord：@{ $handle } 在听了。
discord-token = Discord：这个令牌作废了；从 discord.com/developers 的 Bot 页面把新的复制到 WALKON_DISCORD_TOKEN，再启动我。
discord-away = Discord：还连不上 { $host }，一直在试。期间在那里输入的话到不了我这里。
discord-closed = Discord：不让我进去了（代码 { $code }）；看看 discord.com/developers 上你的应用，再启动我。
discord-stumbled = Discord：我这边出了错，日志里有；我重新开始。
discord-commands = Discord：它没收下我的命令，所以那里没有可输入的；看看 WALKON_COMMAND，再启动我。
discord-missing = Discord：那里还没有可输入的命令；启动我，命令就到。
discord-scope = Discord：有 { $n } 个服务器里没有我的命令；用带 bot 和 applications.commands 两项的链接重新邀请我。
discord-mute = Discord：有 { $n } 个服务器不让我看频道、发消息或附文件，那里就没有片子；给我的身份组这几项权限。
discord-endpoint = Discord：你的应用把大家输入和按下的都送去了 Interactions Endpoint URL，到不了我这里；去 discord.com/developers 的 General Information 把那一栏清空。
discord-clock = Discord：这台机器的时钟差了 { $seconds } 秒；校准一下，不然按钮和时限都会出错。

error-option-discord-token = Discord 不认识这个令牌；去 discord.com/developers 的 Bot 页面重新复制到 WALKON_DISCORD_TOKEN。
error-option-clear-discord = WALKON_DISCORD_API_URL 会把消息不加密地送过网络；用 https 地址，http 只能在本机。
error-machine-discord-away = Discord：{ $host } 没人应答；看看网络，或 WALKON_DISCORD_API_URL。
error-tool-missing-discord = 用 Discord 还差一个包：.venv/bin/pip install -e ".[discord]"，或用 make run 启动。

doctor-discord-off = 关着；设 WALKON_DISCORD_TOKEN 就能打开
doctor-discord = @{ $handle }，在 { $n } 个服务器里
