# 机器人在群里和私聊里说的话。群里最多两行，私聊最多四行，一行一件事。
# 关于许可的那句话要平实。有人说不，谁也看不出来。

## 命令后面的词，同义的用 | 隔开
word-me = 我 | 我自己
word-who = 谁 | 有谁 | 谁能演
word-with-me = 跟我 | 和我 | 有我
word-receipts = 回执 | 许可记录
word-privacy = 隐私
word-forget-me = 忘了我 | 删除我
word-settings = 设置
word-help = 帮助
word-cancel = 取消
word-top = 榜 | 排行 | 排行榜
period-day = 今天 | 今日
period-week = 本周 | 这周
period-month = 本月 | 这个月
period-all = 全部 | 总榜

## 人和日子
you = 你
someone = 某人
sentence-with = { $sentence }，和{ $names }一起
nobody-else = 不给别人
operator-unnamed = 这台机器的主人
date = { $month }月{ $day }日
date-time = { $month }月{ $day }日 { $time }

## 拍的时候
progress-unknown-face = 🎬 开拍。还没见过你的脸，先让{ $standin }替你上，它很努力。
progress-reading = 我的理解：{ $turn }。
progress-queue = 🎬《{ $title }》· 前面还有{ $ahead ->
    [1] 一部
    [2] 两部
   *[other] { " " }{ $ahead } 部
 }，大约 { $seconds } 秒。
step-0 = 🎬《{ $title }》· 看本子
step-1 = 🎬《{ $title }》· 对台词
step-2 = 🎬《{ $title }》· 打灯
step-3 = 🎬《{ $title }》· 开拍
step-4 = 🎬《{ $title }》· 配音乐
step-5 = 🎬《{ $title }》· 马上来
step-shrinking = 🎬《{ $title }》· 太大了发不出，正在压小
step-changing = 🎬《{ $title }》· 换演员

## 片子下面
cast-stand-in = { $standin } 饰 { $name }
cast-nobody = 没有人出镜
caption =
    《{ $title }》· { $cast }
    AI 影片{ $engine ->
        [puppet] { "" }
       *[other] （{ $engine } 制作）
     }{ $scenes ->
        [0] { "" }
       *[other] { " · " }{ $scenes } 场，{ $seconds } 秒
     } · { $asker }提议 · { $voice ->
        [own] 本人声音
       *[other] AI 声音
     }
film-taken-back = 这部片子被片中人撤回了。
film-hidden = 这部片子有人举报，管理员看过之前先不放。
film-failed =
    🎬《{ $title }》
    这条拍坏了，扔了。次数还你。
film-failed-take =
    🎬《{ $title }》
    拍了两条都不能看，扔了。次数还你。
film-failed-take-silent =
    🎬《{ $title }》
    拍了两条都没声，扔了。次数还你。
film-failed-voice =
    🎬《{ $title }》
    念到一半没声了，什么都没留。次数还你。
film-failed-engine =
    🎬《{ $title }》
    摄影机歇了，什么都没留。次数还你。
film-failed-worker-lost =
    🎬《{ $title }》
    停了三次电，什么都没留。次数还你。
film-failed-timeout =
    🎬《{ $title }》
    拍得太久，我喊停了。次数还你。
film-failed-memory =
    🎬《{ $title }》
    这部太大，这台机器拍不下。次数还你；少几个人，或少几个字？
film-failed-disk-full =
    🎬《{ $title }》
    这边存满了，已告诉 { $operator }，点子留着。
film-failed-too-large =
    🎬《{ $title }》
    超过本群的大小。次数还你；少说几个字？
film-failed-sentence =
    🎬《{ $title }》
    这几个字我拍不出来。次数还你；换个说法？
film-failed-cancelled =
    🎬《{ $title }》
    取消了。什么都没留，次数还你。
film-failed-join =
    🎬《{ $title }》
    有一场已经不在了，其他几场照旧，次数也还给你。

## 点头
nod-preview =
    片里有你，所以先给你看。{ $asker } 想发到「{ $chat }」，那边还没人看到你的脸。
    到 { $time } 没回，就当你说不。
nod-posted = 发了。什么时候反悔都行：
nod-declined = 删了。片子用替身继续，没人会知道原因。
nod-withdrawn = 好了。《{ $title }》里没有你的脸了。
nod-off = 《{ $title }》不放了，没人看到过你的脸。

## 角色
part-invitation =
    { $asker } 在「{ $chat }」给你写了个角色：“{ $sentence }”。
    你点头之前，都由替身来演；成片也是你第一个看。
part-no = 好的，不会告诉任何人。
part-yes =
    好。成片你第一个看。
    不过得先见见你的脸，半分钟就好。
part-ready = 好。成片你第一个看，会发到这里。
part-off = 《{ $title }》不放了，这个角色也不用定了。

withdraw =
    《{ $title }》里有你。可以换替身接着放，也可以整部撤下，谁都看不到。
    照它翻拍的也一样办。别人存下或转走的，我够不着。

## 几块牌子
start =
    你好，{ $name }。我在群里给朋友拍 AI 小短片。谁都要自己点头才出镜，你也一样。
    想客串吗？半分钟就好。
panel =
    说一句话，我来拍。也可以用 /{ $command } 回复一条消息。
making = { $command } 拍
panel-menus = 说一句话，我来拍。也可以在一条消息的菜单里选“把这条拍成片子”。
help-film = /{ $command } 加一句话：拍一部，提到的人先问过本人
help-answers =
    用 /{ $command } 回复一条消息 · 把那条拍成片子
    用 /{ $command } 回复一部片子 · 加一句话是接着拍；什么都不加，改词重拍
help-menus =
    消息菜单里的“把这条拍成片子” · 拍那条消息
    片子菜单里的“翻拍这部” · 改词重拍
help =
    /{ $command } 我 · 你的面孔、声音和规矩，都在设置里
    /{ $command } 谁 · 这里谁能出镜
    /{ $command } 有我 · 有你角色的每部片子，想退也在这儿
    /{ $command } 回执 · 你什么时候同意过什么
    /{ $command } 榜 · 翻拍最多的：今天、本周、本月、全部
    /{ $command } 取消 · 不拍了
    /{ $command } 隐私 · 面孔会交到哪里
    /{ $command } 忘了我 · 删掉你的一切
privacy =
    这个机器人由 { $operator } 运行。面孔和声音加密存放在那边，会交给：{ $engines }。
    我只看 /{ $command } 后面的话、它回复的那条，和你直接发给我的东西。群里别的，一概不看。
    面孔 { $days } 天不用就删。你随时可以：/{ $command } 忘了我
    每部片子都有看得见的 AI 标记和签名。全文：docs/privacy.md
privacy-llm = 句子去掉人名后，还会发给 { $host }，让那边的语言模型出点更好笑的主意。

## 牌子上的点子
idea-court = 全群审判我：谁吃了最后一个布丁？
idea-news = 突发新闻：我还在路上
idea-food = 火锅、面条还是随便？今晚我替大家选
idea-award = 颁奖典礼：午睡最久奖，得主是我
idea-birthday = 大家一起祝生日快乐，撒满彩带
idea-night = 城市睡着了，我在窗边说晚安
idea-surprise-1 = 我飘在飞船里，冲着地球挥手
idea-surprise-2 = 凌晨三点，我打开冰箱
idea-surprise-3 = 预告片：在一个我必须早起的世界
idea-surprise-4 = 我去求签，问周末能不能睡懒觉
idea-surprise-5 = 我在KTV只唱一句，唱得没人敢听

## 谁能出镜
who-ask = { $name } · 先问我
who-free = { $name } · 直接拍，不用问
who-stand-in = { $name } · 只用替身
who-absent = { $name } · 还没来过
who-more = ……还有 { $n } 位
who-empty = 还没人能出镜。要不你先当个坏榜样？

## 我
me-none =
    我还没有你的脸。
    半分钟就好，你自己看过之前，谁也看不到。
me-card =
    { $kind ->
        [video] 你的脸，来自一段视频
        [photo] 你的脸，来自一张照片
       *[drawn] 画出来的你
    } { $badge ->
        [checked] · ✓ 已核对
        [drawn] · 不是真人
       *[other] · 未核对
    }
    面孔{ $face ->
        [on] 开
       *[off] 关
    }，声音{ $voice ->
        [on] 开
       *[off] 关
    }。{ $badge ->
        [other] 拍段视频证明是你本人之前，只有你自己能用。
       *[checked] 谁可以来问：{ $audience }。
    }
me-persona = 你的人设：“{ $persona }”
me-called = 在「{ $chat }」里你叫{ $name }。
settings-card =
    谁可以来借你的脸？现在是：{ $audience }。
    { $ask ->
        [never] 你准过的群里，拍之前不再问你。
       *[each_time] 每部片子都先问你。
    }
    面孔和声音是两个开关。面孔一关，已经发出去的片子也会换掉。
settings-grant = { $name } · { $chat } · { $uses ->
    [0] 不限几部
   *[other] { $uses } 部
 } · { $until }
settings-until = 到 { $date }
settings-no-end = 不限期
limits-card =
    哪些话题的片子不许有你的脸，谁来拍都一样。不想要的打勾。
    那里由替身演你，不会告诉任何人原因。
limits-words = 还有：{ $words }
limit-alcohol = 喝酒
limit-romance = 恋爱
limit-politics = 政治
limit-religion = 宗教
limit-violence = 暴力
limit-horror = 恐怖
limit-swearing = 脏话
limit-work = 工作
limit-family = 家人
limit-health = 病痛
limit-money = 钱
limit-ridicule = 被取笑
level-nobody = 谁都不行
level-only-me = 只有你
level-approved = 你准过的人
level-group = 同群的人
level-everywhere = 这里的所有人
anyone-here = 谁都行
any-chat = 所有群
forget =
    这会删掉你的面孔、声音{ $n ->
        [0] { "" }
       *[other] 、{ $n } 部有你的片子
     }和所有许可，备份也还原不了。会给你一张不带任何画面的回执。不能反悔。

## 单子
with-me-title = 有你角色的片子：
with-me-line = { $number }. 《{ $title }》· { $asker }，{ $date } · { $state ->
    [making] 正在拍
    [face] 用的是你的脸
    [stand_in] 替身演的你
    [failed] 没发出去
   *[removed] 撤下了
 }
with-me-empty = 你还没演过什么，一分钟就能改。
receipts-title = 你同意过的，新的在前：
receipts-empty = 还没人来借你的脸。
receipt-release = { $date } · 读了同意书，做了选择
receipt-enrolled = { $date } · 把脸借给了我
receipt-changed = { $date } · 改了自己的规矩
receipt-self = { $date } · 自己要拍自己：{ $what }
receipt-grant = { $date } · 给了许可：{ $what }
receipt-nod = { $date } · 点了头：{ $what }
receipt-decline = { $date } · 说了不，或没回：{ $what }
receipt-withdraw = { $date } · 撤下了自己的脸：{ $what }
receipt-revoke = { $date } · 收回了许可
receipt-block = { $date } · 不想再被问
receipt-shown = { $date } · 露了脸：{ $what }
receipt-taken-back = { $date } · 脸收回来了：{ $what }
receipt-removed = { $date } · 有你的片子撤下了：{ $what }
receipt-reported = { $date } · 举报：{ $what }
receipt-erased = { $date } · 已删除
receipt-left = { $date } · 离开了一个群，那里的许可到此为止
receipt-job = { $date } · 拍了一部：{ $what }
top-title = { $period ->
    [day] 今天
    [week] 这周
    [month] 这个月
   *[all] 一直以来
 }翻拍最多的：
top-line = { $number }. 《{ $title }》· { $asker } · { $score } 分
top-empty = { $period ->
    [day] 今天
    [week] 这周
    [month] 这个月
   *[all] 到现在都
 }没人翻拍。是要求高，还是放假了？

## 谁演的·为何
why-head = 《{ $title }》· { $asker } 提议，{ $date }。
why-self = { $name } — 自己要拍的，仅此片
why-grant = { $name } — 之前给过许可
why-standing = { $name } — 准这个群用
why-nod = { $name } — 点过头，仅此片
why-nod-at = { $name } — { $time } 点头，仅此片
why-stand-in = { $name }的角色由{ $standin }出演。画的，不是真人。
why-drawn = { $standin }是画的，不是真人。
why-made = 制作：{ $engine }，用了 { $seconds } 秒；声音：{ $voice }。
why-parent = 源自 { $asker } 的片子。
why-joined = { $n } 场接成的一部。
why-nods = 这一天里问过 { $n } 个人。谁答应，谁自己会出现。
why-gone = 《{ $title }》已经不放了。
shots-card = 《{ $title }》要重拍哪一镜？片里的人都会重新问一遍。
looks-card = 《{ $title }》再拍一版。片里的人都会重新问一遍。

## 试镜
screen-test-checking = 正在看你的带子，最多半分钟。
screen-test-unusable = 这条用不了。
screen-test-again = 再来第 { $take } 条？一共三条。
screen-test-which = { $n ->
    [2] 有两个人，哪个是你？
   *[other] 有 { $n } 个人，哪个是你？
 }
screen-test-gone = 那张照片已经不在了，再给一张？
screen-test-unchecked = 没核对上。可以先用；核对上之前，只有你自己能用这张脸。
screen-test-photo = 照片说明不了是不是你：拍段视频证明之前，只有你自己能用这张脸。
screen-test-other = 给张照片也行，或者画一个你。
screen-test-title = 试镜
screen-test-preview =
    这是镜头里的你，还没有别人看过。
    用它，或者扔掉，扔了就什么都不留。

## 照片或视频缺了什么
finding-face-none = 找不到脸，靠近一点？
finding-face-several = 有两个人，这次只要你一个？
finding-face-too-small = 脸有点小，靠近一点？
finding-face-too-dark = 太暗，找不到你的眼睛。对着窗户再来？
finding-face-too-blurred = 糊了，停一秒别动？
finding-face-turned = 你看着别处，看看镜头？
finding-face-mouth-covered = 嘴被挡住了，露出来？
finding-too-short = 太短了，至少三秒？
finding-too-dark = 太暗，找不到你的眼睛。对着窗户再来？
finding-no-face = 好一会儿看不到你的脸，留在画面里？
finding-two-faces = 有两个人，这次只要你一个？
finding-face-changes = 中间跟丢了，从头到尾只要你一张脸？
finding-other-than-photo = 和你照片里的脸不是一张。
finding-still = 什么都没动，拍你本人？
finding-screen = 像是对着屏幕拍的，拍你本人？
finding-no-turn = 没看到你转头，慢慢往一边转？
finding-loop = 同一段出现了两次，一口气拍完？
finding-no-speech = 没听到声音，麦克风开了吗？
finding-wrong-digits = 数字对不上，一个一个再念一遍？
finding-lips-off = 嘴和声音对不上，看着镜头再来？

## 使用过程中写给某个人的话
note-withdrawn = 好了。{ $chats } 个群里的 { $films } 部片子{ $remixes ->
    [0] { "" }
   *[other] 、{ $remixes } 部翻拍
 }都撤了。别人存下或转走的，我够不着。
note-rested = 《{ $title }》翻拍的原片被撤回，它也一起撤了。不是你的问题。
note-limit = 你这会儿的 { $n } 部用完了，{ $time } 之后再拍，点子我留着。
note-busy = 满座了，过几分钟再来，你的东西都在。
note-refused = 这个我不拍（规则：{ $rule }）。什么都没做，也没留。
rule-sexual = 真人不进情色内容
rule-minors = 不拍孩子
rule-self-harm = 不拍伤害自己
rule-hate = 不煽动对任何人群的仇恨
rule-confession = 不替真人认罪
rule-medical = 不替真人谈药和病
rule-money = 不替真人谈钱和买卖
note-own-limit = 「{ $limit }」是你的禁区，所以《{ $title }》里由替身演你。
note-own-limit-rewrite = 「{ $limit }」是你的禁区，所以《{ $title }》里由替身演你。有你的话，可以拍这个：“{ $rewrite }”
note-erased = { $time } 已删除，回执 { $code }。谢谢你来过，门还在老地方。
note-voice-erased = 声音删了。面孔照你的设置留着。
note-enrolled = 你能出镜了。每部片子还是先问你。
note-enrolled-unchecked = 好了，是你。拍段视频证明是你本人之前，只有你自己能用。
note-renewal = 你在「{ $chat }」给 { $name } 的许可，{ $date } 到期。
note-renewal-anyone = 你在「{ $chat }」对所有人的许可，{ $date } 到期。
note-left = 你离开了「{ $chat }」，在那里给过的许可到此为止。
note-reported = 《{ $title }》有人举报，已经收起来了。48 小时内看一下。

## 按钮；有测试量宽度
button-add-me = 🙋 加我
button-my-turn = 🎬 拍同款
button-prompt = ✏️ 提示词
button-remove-me = 🙈 撤下我
button-delete = 🗑 删除
button-that-should-be-me = 🙋 换我来
button-wrong-mood = 不是这感觉
button-cancel = 取消
button-again = 再来一条
button-post = ✅ 可以发
button-not-this = ✋ 这个不行
button-take-it-down = 撤下来
button-yes-once = 就这一次
button-yes-30-days = 本群 30 天
button-no = 不了
button-never-from = 别再替 { $asker } 问
button-never-ask = 以后都别问
button-film-me = 🎥 拍一段
button-one-photo = 🖼 用照片
button-draw-me = ✏️ 画一个我
button-not-now = 先不了
button-court = ⚖️ 开庭
button-news = 📰 突发
button-food = 🍜 吃啥
button-award = 🏆 颁奖
button-birthday = 🎂 生日
button-night = 🌙 晚安
button-surprise = 🎲 随便拍
button-another-look = 🎨 换个样子
button-refine-softer = 🌙 柔一点
button-refine-funnier = 😂 好笑点
button-refine-slower = 🐢 慢一点
button-refine-night = 🌃 换夜里
button-cover = 🫣 遮住
button-uncover = 👀 揭开
button-redo-shot = 🎬 重拍一镜
button-shot = 第 { $number } 镜 { $words }
button-next-scene = ▶️ 下一场
button-join = 🧵 接成一部
button-look-natural = 🎞 原样
button-look-ink = 🖌 水墨
button-look-noir = 🌑 黑白
button-look-silent = 🎩 默片
button-look-pixel = 🟪 像素
button-look-comic = 💥 漫画
button-format-9-16 = 📱 竖版
button-format-1-1 = ⬜ 方形
button-format-16-9 = 🖥 横版
button-format-note = ⭕ 圆形
button-film-last = 🎬 拍上一条消息
button-film-r1 = ⚖️ 开庭
button-film-r2 = 📰 突发
button-film-r3 = 🌾 动物世界
button-film-r4 = 👑 皇上翻牌
button-film-r5 = 🎞 预告片
button-film-r6 = 🏆 颁奖
button-film-r7 = 🖼 博物馆
button-film-r8 = ⛅ 心情预报
button-film-r10 = 🍃 对决
button-film-r11 = 🔦 审讯室
button-film-r13 = 📣 雨中喊话
button-film-r14 = 🌫 寻人启事
button-film-r18 = 🍳 深夜厨房
button-film-r19 = 🐢 慢动作
button-film-r20 = 👾 最终BOSS
button-film-r21 = 🎋 求签
button-film-r22 = 🎤 麦霸
button-film-r23 = 💌 明信片
button-film-r24 = 🌃 熄灯
button-film-r25 = 🍲 就差你了
button-film-birthday = 🎉 惊喜
button-film-monster = 👹 门口怪物
button-film-refuse = 😐 绝不收回
button-film-run-late = ⏰ 钟不等人
button-film-work-late = 💻 深夜工位
button-ask = 问问 { $name }
button-permissions = 我的许可
button-limits = 我的禁区
button-limit-words = ✏️ 别的词
button-persona = 我的人设
button-called = 我在这儿叫
button-called-in = 我在{ $chat }叫
button-report = 🚩 举报
button-retake = 重拍
button-neither = 都不是
button-none-of-them = 都不是我
button-use-it = 用它
button-throw-away = 扔掉
button-level-nobody = 谁都不行
button-level-only-me = 只有我
button-level-approved = 我准过的人
button-level-group = 同群的人
button-level-everywhere = 这里所有人
button-ask-each-time = 每次先问我
button-face = 我的面孔
button-voice = 我的声音
button-protected = 禁止转发
button-revoke-all = 收回所有许可
button-forget-me = 忘了我
button-erase-all = 全部删除
button-only-voice = 只删声音
button-keep-me = 不删
button-stand-in = 换替身演
button-vanish = 整部撤下
button-never-mind = 算了
button-renew = 再给 30 天
button-next = 下一页
button-first = 回到开头
button-day = 今天
button-week = 本周
button-month = 本月
button-all = 全部
button-make-one = 拍一部
button-how-it-works = 怎么回事

## 按下去时的一句话
toast-not-yours = 这个得{ $name }来按。
toast-expired = 过期了，再来一次？
toast-taken = 已经开拍了。
toast-asked = 问过了。答不答应，{ $name }说了算。
toast-own-voice-only = 这声音只有{ $name }能借。
toast-cancelled = 取消了，什么都没留。
toast-nothing-to-cancel = 你没有正在拍的片子。
toast-reported = 收起来了，等管理员看过再说。
toast-kept = 记下了。
toast-no-cameo = 还没见过你的脸，私信你了。
toast-not-in-it = 这部里没有你。
toast-full = 四个角色都有人了，用 🎬 拍你自己的吧。
toast-join-gone = 前面有一场已经不在了，这一场照旧。
toast-join-long = 几场加起来超过一分钟了，还是一场一场看吧。
toast-join-sizes = 几场的画面形状不一样，还是一场一场看吧。
toast-join-there = 这几场已经接好了。
toast-deleted = 删了。
toast-thrown-away = 扔了，什么都没留。
toast-file-too-large = 文件太大，发个短点的？
toast-file-gone = 文件已经不在了，再发一次？
toast-no-file = 没看到画面，选一个？
toast-nobody-wrote = 这之前还没人写过话。
toast-no-words = 一个字都没有。一句话就够。
toast-persona-kept = 记下了。有你的片子照这个拍。
toast-persona-cleared = 清掉了。你就演你自己。
toast-persona-long = 太长了，最多 { $n } 个字。
toast-limits-kept = 记下了。这类片子里不会有你的脸。
toast-limits-films = 记下了。{ $n } 部片子改由替身演你。
toast-called-kept = 在这儿你就叫{ $name }了。谁写到这个名字，都先来问你。
toast-called-cleared = 清掉了，还叫本名。
toast-called-long = 太长了，最多 { $n } 个字。
toast-called-taken = “{ $name }”这儿有人叫了，或者太像别人的名字。换一个？
toast-called-word = “{ $name }”是我拍片要用的词。换一个？
toast-not-kept = 这个我不记（规则：{ $rule }）。什么都没改。
toast-chat-closed = 要管理员先让我在这儿开工。
toast-release-needed = 先做两个选择，之前不开镜头。
capture-thanks = 收到。我看一下，然后告诉你。
capture-closed = 关了，带子扔了。
