# 在私訊裡一步一步問的表單。

## 鏡頭前
step-release = 臉：只用來在你同意的影片裡畫出你。聲音：只用來說你的台詞。
step-video =
    傳一段你的影片給我，3 到 10 秒，圓形的最好。唸出這幾個數字：
    { $digits }
    再慢慢轉頭，轉到一邊再轉回來。
step-photo = 傳一張你的照片給我。

## 畫一個你
step-drawn = 畫出來的你：{ $style ->
    [long] { $hair }長髮
    [curly] { $hair }捲髮
    [bun] { $hair }丸子頭
    [bald] 光頭
    [bob] { $hair }鮑伯頭
    [afro] { $hair }爆炸頭
    [undercut] { $hair }頭髮，兩側剃短
    [scarf] { $hair }頭巾
   *[short] { $hair }短髮
 }，{ $skin }皮膚，{ $clothes }衣服{ $glasses ->
    [1] ，戴眼鏡
   *[0] { "" }
 }{ $beard ->
    [1] ，留鬍子
   *[0] { "" }
 }。
step-drawn-more = 哪裡不像就改哪裡，也可以傳張照片，我從裡面取顏色。
step-which = { $part }，要哪一種？
swatch-hair-black = 黑色
swatch-hair-dark-brown = 深棕色
swatch-hair-brown = 棕色
swatch-hair-light-brown = 淺棕色
swatch-hair-blond = 金色
swatch-hair-red = 紅色
swatch-hair-grey = 灰色
swatch-hair-blue = 藍色
swatch-skin-porcelain = 瓷白
swatch-skin-fair = 白皙
swatch-skin-honey = 蜜色
swatch-skin-tan = 小麥色
swatch-skin-brown = 棕色
swatch-skin-deep = 深棕色
swatch-clothes-red = 紅色
swatch-clothes-mustard = 芥末黃
swatch-clothes-green = 綠色
swatch-clothes-blue = 藍色
swatch-clothes-purple = 紫色
swatch-clothes-charcoal = 炭灰色
swatch-clothes-cream = 米白色
swatch-clothes-pink = 粉紅色
button-draw-it = ✏️ 就畫這樣
button-back = 返回

## 自己寫的話
step-names-out = 《{ $title }》的那句話，名字都拿掉了：
step-sentence = 改好了，用一則訊息傳給我。
step-now = 現在是：「{ $words }」
step-example = 例如：「{ $words }」
step-send = 用一則訊息傳給我，最多 { $n } 個字。
step-send-all = 所有的詞，用一則訊息傳給我。
button-leave-it = 先不改

toast-in-private = 私訊你了。
toast-face-needed = 拍你得有你的臉。打開它，或畫一個你。
toast-left = 關了，什麼都沒變。
toast-rolling-in = 🎬 在「{ $chat }」開拍了。
