# walkon bench --load
error-option-rate = 每秒可以送出 { $low } 到 { $high } 則指令，在這之間選一個。
error-option-seconds = 一次測量持續 { $low } 到 { $high } 秒，在這之間選一個。
error-render-bench-bot = 要測量的機器人沒有開起來，執行 walkon doctor 看看。
bench-doing-load-open = 正在打開一個帳上有一萬部影片的機器人…
bench-doing-load-fill = 正在點片，直到沒人有空…
bench-doing-load = 正在送出指令，每次應答都計時…
bench-gate-load-p50 = 應答，一半的指令，毫秒
bench-gate-load-p99 = 應答，100 則中的 99 則，毫秒
bench-gate-load-max = 應答，最慢的一則，毫秒
bench-gate-load-stall = 事件迴圈，最長的停頓，毫秒
bench-gate-load-stalled = 事件迴圈，遲到超過 50 毫秒的節拍，百分比
bench-gate-load-errors = 沒有應答的指令
