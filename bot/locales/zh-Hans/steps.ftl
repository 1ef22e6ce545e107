# 在私聊里一步一步问的表单。

## 镜头前
step-release = 面孔：只用来在你同意的片子里画出你。声音：只用来说你的台词。
step-video =
    发一段你的视频给我，3 到 10 秒，圆形的最好。念出这几个数字：
    { $digits }
    再慢慢转头，转到一边再转回来。
step-photo = 发一张你的照片给我。

## 画一个你
step-drawn = 画出来的你：{ $style ->
    [long] { $hair }长发
    [curly] { $hair }卷发
    [bun] { $hair }丸子头
    [bald] 光头
    [bob] { $hair }波波头
    [afro] { $hair }爆炸头
    [undercut] { $hair }头发，两侧铲短
    [scarf] { $hair }头巾
   *[short] { $hair }短发
 }，{ $skin }皮肤，{ $clothes }衣服{ $glasses ->
    [1] ，戴眼镜
   *[0] { "" }
 }{ $beard ->
    [1] ，有胡子
   *[0] { "" }
 }。
step-drawn-more = 哪里不像就改哪里，也可以发张照片，我从里面取颜色。
step-which = { $part }，选哪一种？
swatch-hair-black = 黑色
swatch-hair-dark-brown = 深棕色
swatch-hair-brown = 棕色
swatch-hair-light-brown = 浅棕色
swatch-hair-blond = 金色
swatch-hair-red = 红色
swatch-hair-grey = 灰色
swatch-hair-blue = 蓝色
swatch-skin-porcelain = 瓷白
swatch-skin-fair = 白皙
swatch-skin-honey = 蜜色
swatch-skin-tan = 小麦色
swatch-skin-brown = 棕色
swatch-skin-deep = 深棕色
swatch-clothes-red = 红色
swatch-clothes-mustard = 芥末黄
swatch-clothes-green = 绿色
swatch-clothes-blue = 蓝色
swatch-clothes-purple = 紫色
swatch-clothes-charcoal = 炭灰色
swatch-clothes-cream = 米白色
swatch-clothes-pink = 粉色
button-draw-it = ✏️ 就画这样
button-back = 返回

## 自己写的话
step-names-out = 《{ $title }》的那句话，名字都拿掉了：
step-sentence = 改好了，一条消息发给我。
step-now = 现在是：“{ $words }”
step-example = 比如：“{ $words }”
step-send = 一条消息发给我，最多 { $n } 个字。
step-send-all = 所有的词，一条消息发给我。
button-leave-it = 先不改

toast-in-private = 私信你了。
toast-face-needed = 拍你得有你的面孔。打开它，或者画一个你。
toast-left = 关了，什么都没变。
toast-rolling-in = 🎬 在「{ $chat }」开拍了。
