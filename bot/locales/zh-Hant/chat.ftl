# 機器人在群組和私訊裡說的話。群組最多兩行，私訊最多四行，一行一件事。
# 關於同意的那句話要平實。有人說不，誰也看不出來。

## 指令後面的詞，同義的用 | 隔開
word-me = 我 | 我自己
word-who = 誰 | 有誰 | 誰能演
word-with-me = 跟我 | 和我 | 有我
word-receipts = 回條 | 同意紀錄
word-privacy = 隱私
word-forget-me = 忘了我 | 刪除我
word-settings = 設定
word-help = 說明 | 幫助
word-cancel = 取消
word-top = 榜 | 排行 | 排行榜
period-day = 今天 | 今日
period-week = 本週 | 這週 | 本周
period-month = 本月 | 這個月
period-all = 全部 | 總榜

## 人和日子
you = 你
someone = 某人
sentence-with = { $sentence }，和{ $names }一起
nobody-else = 不給別人
operator-unnamed = 這台機器的主人
date = { $month }月{ $day }日
date-time = { $month }月{ $day }日 { $time }

## 拍的時候
progress-unknown-face = 🎬 開拍。還沒見過你的臉，先讓{ $standin }替你上場，它很拚。
progress-reading = 我的理解：{ $turn }。
progress-queue = 🎬《{ $title }》· 前面還有{ $ahead ->
    [1] 一部
    [2] 兩部
   *[other] { " " }{ $ahead } 部
 }，大約 { $seconds } 秒。
step-0 = 🎬《{ $title }》· 讀劇本
step-1 = 🎬《{ $title }》· 對台詞
step-2 = 🎬《{ $title }》· 打燈
step-3 = 🎬《{ $title }》· 開拍
step-4 = 🎬《{ $title }》· 配樂
step-5 = 🎬《{ $title }》· 馬上來
step-shrinking = 🎬《{ $title }》· 檔案太大傳不了，正在壓小
step-changing = 🎬《{ $title }》· 換演員

## 影片下面
cast-stand-in = { $standin } 飾 { $name }
cast-nobody = 沒有人出鏡
caption =
    《{ $title }》· { $cast }
    AI 影片{ $engine ->
        [puppet] { "" }
       *[other] （{ $engine } 製作）
     }{ $scenes ->
        [0] { "" }
       *[other] { " · " }{ $scenes } 場，{ $seconds } 秒
     } · { $asker }提議 · { $voice ->
        [own] 本人聲音
       *[other] AI 聲音
     }
film-taken-back = 這部影片被片中人收回了。
film-hidden = 這部影片有人檢舉，管理員看過之前先不放。
film-failed =
    🎬《{ $title }》
    這條拍壞了，丟掉了。次數還你。
film-failed-take =
    🎬《{ $title }》
    拍了兩條都不能看，丟掉了。次數還你。
film-failed-take-silent =
    🎬《{ $title }》
    拍了兩條都沒聲音，丟掉了。次數還你。
film-failed-voice =
    🎬《{ $title }》
    唸到一半沒聲音了，什麼都沒留。次數還你。
film-failed-engine =
    🎬《{ $title }》
    攝影機休息了，什麼都沒留。次數還你。
film-failed-worker-lost =
    🎬《{ $title }》
    停了三次電，什麼都沒留。次數還你。
film-failed-timeout =
    🎬《{ $title }》
    拍太久，我喊卡了。次數還你。
film-failed-memory =
    🎬《{ $title }》
    這部太大，這台機器拍不下。次數還你；少幾個人，或少幾個字？
film-failed-disk-full =
    🎬《{ $title }》
    這邊存滿了，已告訴 { $operator }，點子留著。
film-failed-too-large =
    🎬《{ $title }》
    超過這個群組的上限。次數還你；少說幾個字？
film-failed-sentence =
    🎬《{ $title }》
    這幾個字我拍不出來。次數還你；換個說法？
film-failed-cancelled =
    🎬《{ $title }》
    取消了。什麼都沒留，次數還你。
film-failed-join =
    🎬《{ $title }》
    有一場已經不在了，其他幾場都照舊，次數也還你。

## 點頭
nod-preview =
    影片裡有你，所以先給你看。{ $asker } 想發到「{ $chat }」，那邊還沒有人看到你的臉。
    到 { $time } 沒回，就當你說不。
nod-posted = 發了。隨時可以反悔：
nod-declined = 刪了。影片改用替身，沒有人會知道原因。
nod-withdrawn = 好了。《{ $title }》裡沒有你的臉了。
nod-off = 《{ $title }》不放了，沒有人看過你的臉。

## 角色
part-invitation =
    { $asker } 在「{ $chat }」幫你寫了個角色：「{ $sentence }」。
    你點頭之前，都由替身來演；拍好也是你第一個看。
part-no = 好的，不會告訴任何人。
part-yes =
    好。拍好你第一個看。
    不過要先見見你的臉，半分鐘就好。
part-ready = 好。拍好你第一個看，會發到這裡。
part-off = 《{ $title }》不放了，這個角色也不用決定了。

withdraw =
    《{ $title }》裡有你。可以換替身繼續放，也可以整部撤下，誰都看不到。
    照它翻拍的也一樣處理。別人存下或轉走的，我搆不到。

## 幾塊牌子
start =
    你好，{ $name }。我在群組裡幫朋友拍 AI 短片。誰都要自己點頭才出鏡，你也一樣。
    想客串嗎？半分鐘就好。
panel =
    說一句話，我來拍。也可以用 /{ $command } 回覆一則訊息。
making = { $command } 拍
panel-menus = 說一句話，我來拍。也可以在一則訊息的選單裡選「把這則拍成影片」。
help-film = /{ $command } 加一句話：拍一部，提到的人先問過本人
help-answers =
    用 /{ $command } 回覆一則訊息 · 把那則拍成影片
    用 /{ $command } 回覆一部影片 · 加一句話是接著拍；什麼都不加，改詞重拍
help-menus =
    訊息選單裡的「把這則拍成影片」 · 拍那則訊息
    影片選單裡的「翻拍這部」 · 改詞重拍
help =
    /{ $command } 我 · 你的臉、聲音和規矩，都在設定裡
    /{ $command } 誰 · 這裡誰能出鏡
    /{ $command } 有我 · 有你角色的每部影片，想退出也在這裡
    /{ $command } 回條 · 你什麼時候同意過什麼
    /{ $command } 榜 · 翻拍最多的：今天、本週、本月、全部
    /{ $command } 取消 · 不拍了
    /{ $command } 隱私 · 臉會交到哪裡
    /{ $command } 忘了我 · 刪掉你的一切
privacy =
    這個機器人由 { $operator } 負責。臉和聲音加密存放在那邊，會交給：{ $engines }。
    我只看 /{ $command } 後面的話、它回覆的那則，和你直接傳給我的東西。群組裡其他的，一概不看。
    臉 { $days } 天沒用就刪。你隨時可以：/{ $command } 忘了我
    每部影片都有看得見的 AI 標記和簽章。全文：docs/privacy.md
privacy-llm = 句子拿掉人名之後，也會傳給 { $host }，請那邊的語言模型想些更好笑的點子。

## 牌子上的點子
idea-court = 全群審判我：誰吃了最後一個布丁？
idea-news = 最新消息：我還在路上
idea-food = 火鍋、麵還是隨便？今晚我替大家選
idea-award = 頒獎典禮：午睡最久獎，得主是我
idea-birthday = 大家一起祝生日快樂，灑滿彩帶
idea-night = 城市睡了，我在窗邊說晚安
idea-surprise-1 = 我飄在太空船裡，對著地球揮手
idea-surprise-2 = 凌晨三點，我打開冰箱
idea-surprise-3 = 預告片：在一個我必須早起的世界
idea-surprise-4 = 我去求籤，問週末能不能睡懶覺
idea-surprise-5 = 我在KTV只唱一句，唱得沒人敢聽

## 誰能出鏡
who-ask = { $name } · 先問我
who-free = { $name } · 直接拍，不用問
who-stand-in = { $name } · 只用替身
who-absent = { $name } · 還沒來過
who-more = ……還有 { $n } 位
who-empty = 還沒有人能出鏡。要不你先當個壞榜樣？

## 我
me-none =
    我還沒有你的臉。
    半分鐘就好，你自己看過之前，誰也看不到。
me-card =
    { $kind ->
        [video] 你的臉，來自一段影片
        [photo] 你的臉，來自一張照片
       *[drawn] 畫出來的你
    } { $badge ->
        [checked] · ✓ 已核對
        [drawn] · 不是真人
       *[other] · 未核對
    }
    臉{ $face ->
        [on] 開
       *[off] 關
    }，聲音{ $voice ->
        [on] 開
       *[off] 關
    }。{ $badge ->
        [other] 拍段影片證明是你本人之前，只有你自己能用。
       *[checked] 誰可以來問：{ $audience }。
    }
me-persona = 你的人設：「{ $persona }」
me-called = 在「{ $chat }」裡你叫{ $name }。
settings-card =
    誰可以來借你的臉？現在是：{ $audience }。
    { $ask ->
        [never] 你准過的群組裡，拍之前不再問你。
       *[each_time] 每部影片都先問你。
    }
    臉和聲音是兩個開關。臉一關，已經發出去的影片也會換掉。
settings-grant = { $name } · { $chat } · { $uses ->
    [0] 不限幾部
   *[other] { $uses } 部
 } · { $until }
settings-until = 到 { $date }
settings-no-end = 不限期
limits-card =
    哪些話題的影片不准有你的臉，誰來拍都一樣。不想要的打勾。
    那裡由替身演你，原因不會告訴任何人。
limits-words = 還有：{ $words }
limit-alcohol = 喝酒
limit-romance = 戀愛
limit-politics = 政治
limit-religion = 宗教
limit-violence = 暴力
limit-horror = 恐怖
limit-swearing = 髒話
limit-work = 工作
limit-family = 家人
limit-health = 病痛
limit-money = 錢
limit-ridicule = 被取笑
level-nobody = 誰都不行
level-only-me = 只有你
level-approved = 你准過的人
level-group = 同群組的人
level-everywhere = 這裡的所有人
anyone-here = 誰都行
any-chat = 所有群組
forget =
    這會刪掉你的臉、聲音{ $n ->
        [0] { "" }
       *[other] 、{ $n } 部有你的影片
     }和所有許可，備份也救不回來。會給你一張不帶任何畫面的回條。不能反悔。

## 清單
with-me-title = 有你角色的影片：
with-me-line = { $number }. 《{ $title }》· { $asker }，{ $date } · { $state ->
    [making] 正在拍
    [face] 用的是你的臉
    [stand_in] 替身演的你
    [failed] 沒發出去
   *[removed] 撤下了
 }
with-me-empty = 你還沒演過什麼，一分鐘就能改。
receipts-title = 你同意過的，新的在前：
receipts-empty = 還沒有人來借你的臉。
receipt-release = { $date } · 讀了同意書，做了選擇
receipt-enrolled = { $date } · 把臉借給了我
receipt-changed = { $date } · 改了自己的規矩
receipt-self = { $date } · 自己要拍自己：{ $what }
receipt-grant = { $date } · 給了許可：{ $what }
receipt-nod = { $date } · 點了頭：{ $what }
receipt-decline = { $date } · 說了不，或沒回：{ $what }
receipt-withdraw = { $date } · 撤下了自己的臉：{ $what }
receipt-revoke = { $date } · 收回了許可
receipt-block = { $date } · 不想再被問
receipt-shown = { $date } · 露了臉：{ $what }
receipt-taken-back = { $date } · 臉收回來了：{ $what }
receipt-removed = { $date } · 有你的影片撤下了：{ $what }
receipt-reported = { $date } · 檢舉：{ $what }
receipt-erased = { $date } · 已刪除
receipt-left = { $date } · 離開了一個群組，那裡的許可到此為止
receipt-job = { $date } · 拍了一部：{ $what }
top-title = { $period ->
    [day] 今天
    [week] 這週
    [month] 這個月
   *[all] 一直以來
 }翻拍最多的：
top-line = { $number }. 《{ $title }》· { $asker } · { $score } 分
top-empty = { $period ->
    [day] 今天
    [week] 這週
    [month] 這個月
   *[all] 到現在都
 }沒有人翻拍。是標準高，還是放假了？

## 誰演的·為何
why-head = 《{ $title }》· { $asker } 提議，{ $date }。
why-self = { $name } — 自己要拍的，僅此片
why-grant = { $name } — 之前給過許可
why-standing = { $name } — 准這個群組用
why-nod = { $name } — 點過頭，僅此片
why-nod-at = { $name } — { $time } 點頭，僅此片
why-stand-in = { $name }的角色由{ $standin }出演。畫的，不是真人。
why-drawn = { $standin }是畫出來的，不是真人。
why-made = 製作：{ $engine }，花了 { $seconds } 秒；聲音：{ $voice }。
why-parent = 源自 { $asker } 的影片。
why-joined = 由 { $n } 場接成一部。
why-nods = 這一天裡問過 { $n } 個人。誰答應，誰自己會出現。
why-gone = 《{ $title }》已經不放了。
shots-card = 《{ $title }》哪一鏡要重拍？片裡的人都會重新問過。
looks-card = 《{ $title }》再拍一版。片裡的人都會重新問過。

## 試鏡
screen-test-checking = 正在看你的帶子，最多半分鐘。
screen-test-unusable = 這條用不了。
screen-test-again = 再來第 { $take } 條？一共三條。
screen-test-which = { $n ->
    [2] 有兩個人，哪個是你？
   *[other] 有 { $n } 個人，哪個是你？
 }
screen-test-gone = 那張照片已經不在了，再給一張？
screen-test-unchecked = 沒核對上。可以先用；核對上之前，只有你自己能用這張臉。
screen-test-photo = 照片說明不了是不是你：拍段影片證明之前，只有你自己能用這張臉。
screen-test-other = 給張照片也行，或者畫一個你。
screen-test-title = 試鏡
screen-test-preview =
    這是鏡頭裡的你，還沒有別人看過。
    用它，或者丟掉，丟了就什麼都不留。

## 照片或影片缺了什麼
finding-face-none = 找不到臉，靠近一點？
finding-face-several = 有兩個人，這次只要你一個？
finding-face-too-small = 臉有點小，靠近一點？
finding-face-too-dark = 太暗，找不到你的眼睛。對著窗戶再來？
finding-face-too-blurred = 糊了，停一秒別動？
finding-face-turned = 你看著別處，看看鏡頭？
finding-face-mouth-covered = 嘴被擋住了，露出來？
finding-too-short = 太短了，至少三秒？
finding-too-dark = 太暗，找不到你的眼睛。對著窗戶再來？
finding-no-face = 好一陣子看不到你的臉，留在畫面裡？
finding-two-faces = 有兩個人，這次只要你一個？
finding-face-changes = 中間跟丟了，從頭到尾只要你一張臉？
finding-other-than-photo = 和你照片裡的臉不是同一張。
finding-still = 什麼都沒動，拍你本人？
finding-screen = 像是對著螢幕拍的，拍你本人？
finding-no-turn = 沒看到你轉頭，慢慢往一邊轉？
finding-loop = 同一段出現了兩次，一口氣拍完？
finding-no-speech = 沒聽到聲音，麥克風開了嗎？
finding-wrong-digits = 數字對不上，一個一個再唸一遍？
finding-lips-off = 嘴和聲音對不上，看著鏡頭再來？

## 使用過程中寫給某個人的話
note-withdrawn = 好了。{ $chats } 個群組裡的 { $films } 部影片{ $remixes ->
    [0] { "" }
   *[other] 、{ $remixes } 部翻拍
 }都撤了。別人存下或轉走的，我搆不到。
note-rested = 《{ $title }》翻拍的原片被收回，它也一起撤了。不是你的問題。
note-limit = 你這一輪的 { $n } 部用完了，{ $time } 之後再拍，點子我留著。
note-busy = 客滿了，過幾分鐘再來，你的東西都在。
note-refused = 這個我不拍（規則：{ $rule }）。什麼都沒做，也沒留。
rule-sexual = 真人不進情色內容
rule-minors = 不拍孩子
rule-self-harm = 不拍傷害自己
rule-hate = 不煽動對任何族群的仇恨
rule-confession = 不替真人認罪
rule-medical = 不替真人談藥和病
rule-money = 不替真人談錢和買賣
note-own-limit = 「{ $limit }」是你的禁區，所以《{ $title }》由替身演你。
note-own-limit-rewrite = 「{ $limit }」是你的禁區，所以《{ $title }》由替身演你。有你的話，可以拍這個：「{ $rewrite }」
note-erased = { $time } 已刪除，回條 { $code }。謝謝你來過，門還在老地方。
note-voice-erased = 聲音刪了。臉照你的設定留著。
note-enrolled = 你能出鏡了。每部影片還是先問你。
note-enrolled-unchecked = 好了，是你。拍段影片證明是你本人之前，只有你自己能用。
note-renewal = 你在「{ $chat }」給 { $name } 的許可，{ $date } 到期。
note-renewal-anyone = 你在「{ $chat }」給所有人的許可，{ $date } 到期。
note-left = 你離開了「{ $chat }」，在那裡給過的許可到此為止。
note-reported = 《{ $title }》有人檢舉，已經收起來了。48 小時內看一下。

## 按鈕；有測試量寬度
button-add-me = 🙋 加我
button-my-turn = 🎬 拍同款
button-prompt = ✏️ 提示詞
button-remove-me = 🙈 移除我
button-delete = 🗑 刪除
button-that-should-be-me = 🙋 換我來
button-wrong-mood = 不是這感覺
button-cancel = 取消
button-again = 再來一條
button-post = ✅ 可以發
button-not-this = ✋ 這個不行
button-take-it-down = 撤下來
button-yes-once = 就這一次
button-yes-30-days = 本群 30 天
button-no = 不了
button-never-from = 別再替 { $asker } 問
button-never-ask = 以後都別問
button-film-me = 🎥 拍一段
button-one-photo = 🖼 用照片
button-draw-me = ✏️ 畫一個我
button-not-now = 先不了
button-court = ⚖️ 開庭
button-news = 📰 快訊
button-food = 🍜 吃什麼
button-award = 🏆 頒獎
button-birthday = 🎂 生日
button-night = 🌙 晚安
button-surprise = 🎲 隨便拍
button-another-look = 🎨 換個樣子
button-refine-softer = 🌙 柔一點
button-refine-funnier = 😂 好笑點
button-refine-slower = 🐢 慢一點
button-refine-night = 🌃 換到晚上
button-cover = 🫣 遮起來
button-uncover = 👀 揭開
button-redo-shot = 🎬 重拍一鏡
button-shot = 第 { $number } 鏡 { $words }
button-next-scene = ▶️ 下一場
button-join = 🧵 接成一部
button-look-natural = 🎞 原本的
button-look-ink = 🖌 水墨
button-look-noir = 🌑 黑白
button-look-silent = 🎩 默片
button-look-pixel = 🟪 像素
button-look-comic = 💥 漫畫
button-format-9-16 = 📱 直式
button-format-1-1 = ⬜ 方形
button-format-16-9 = 🖥 橫式
button-format-note = ⭕ 圓形
button-film-last = 🎬 拍上一則訊息
button-film-r1 = ⚖️ 開庭
button-film-r2 = 📰 突發
button-film-r3 = 🌾 動物世界
button-film-r4 = 👑 皇上翻牌
button-film-r5 = 🎞 預告片
button-film-r6 = 🏆 頒獎
button-film-r7 = 🖼 博物館
button-film-r8 = ⛅ 心情預報
button-film-r10 = 🍃 對決
button-film-r11 = 🔦 審訊室
button-film-r13 = 📣 雨中喊話
button-film-r14 = 🌫 尋人啟事
button-film-r18 = 🍳 深夜廚房
button-film-r19 = 🐢 慢動作
button-film-r20 = 👾 最終BOSS
button-film-r21 = 🎋 求籤
button-film-r22 = 🎤 麥霸
button-film-r23 = 💌 明信片
button-film-r24 = 🌃 熄燈
button-film-r25 = 🍲 就差你了
button-film-birthday = 🎉 驚喜
button-film-monster = 👹 門口怪物
button-film-refuse = 😐 絕不收回
button-film-run-late = ⏰ 鐘不等人
button-film-work-late = 💻 深夜座位
button-ask = 問問 { $name }
button-permissions = 我的許可
button-limits = 我的禁區
button-limit-words = ✏️ 其他的詞
button-persona = 我的人設
button-called = 我在這裡叫
button-called-in = 我在{ $chat }叫
button-report = 🚩 檢舉
button-retake = 重拍
button-neither = 都不是
button-none-of-them = 都不是我
button-use-it = 用它
button-throw-away = 丟掉
button-level-nobody = 誰都不行
button-level-only-me = 只有我
button-level-approved = 我准過的人
button-level-group = 同群組的人
button-level-everywhere = 這裡所有人
button-ask-each-time = 每次先問我
button-face = 我的臉
button-voice = 我的聲音
button-protected = 不准轉傳
button-revoke-all = 收回所有許可
button-forget-me = 忘了我
button-erase-all = 全部刪除
button-only-voice = 只刪聲音
button-keep-me = 不刪
button-stand-in = 換替身演
button-vanish = 整部撤下
button-never-mind = 算了
button-renew = 再給 30 天
button-next = 下一頁
button-first = 回到開頭
button-day = 今天
button-week = 本週
button-month = 本月
button-all = 全部
button-make-one = 拍一部
button-how-it-works = 怎麼回事

## 按下去時的一句話
toast-not-yours = 這個得{ $name }來按。
toast-expired = 過期了，再來一次？
toast-taken = 已經開拍了。
toast-asked = 問過了。答不答應，{ $name }說了算。
toast-own-voice-only = 這聲音只有{ $name }能借。
toast-cancelled = 取消了，什麼都沒留。
toast-nothing-to-cancel = 你沒有正在拍的影片。
toast-reported = 收起來了，等管理員看過再說。
toast-kept = 記下了。
toast-no-cameo = 還沒見過你的臉，私訊你了。
toast-not-in-it = 這部裡沒有你。
toast-full = 四個角色都有人了，用 🎬 拍你自己的吧。
toast-join-gone = 前面有一場已經不在了，這一場照舊。
toast-join-long = 幾場合起來超過一分鐘，還是一場一場看吧。
toast-join-sizes = 幾場的畫面形狀不同，還是一場一場看吧。
toast-join-there = 這幾場早就接好囉。
toast-deleted = 刪了。
toast-thrown-away = 丟了，什麼都沒留。
toast-file-too-large = 檔案太大，傳個短一點的？
toast-file-gone = 檔案已經不在了，再傳一次？
toast-no-file = 沒看到畫面，選一個？
toast-nobody-wrote = 這之前還沒有人寫過話。
toast-no-words = 一個字都沒有。一句話就夠。
toast-persona-kept = 記下了。有你的影片照這個拍。
toast-persona-cleared = 清掉了。你就演你自己。
toast-persona-long = 太長了，最多 { $n } 個字。
toast-limits-kept = 記住了。這類影片裡不會有你的臉。
toast-limits-films = 記住了。{ $n } 部影片改由替身演你。
toast-called-kept = 在這裡你就叫{ $name }了。誰寫到這個名字，都先來問你。
toast-called-cleared = 清掉了，還叫本名。
toast-called-long = 太長了，最多 { $n } 個字。
toast-called-taken = 「{ $name }」這裡有人叫了，或者太像別人的名字。換一個？
toast-called-word = 「{ $name }」是我拍片要用的詞。換一個？
toast-not-kept = 這個我不記（規則：{ $rule }）。什麼都沒改。
toast-chat-closed = 要管理員先讓我在這裡開工。
toast-release-needed = 先做兩個選擇，之前不開鏡頭。
capture-thanks = 收到。我看一下，再告訴你。
capture-closed = 關了，帶子丟了。
