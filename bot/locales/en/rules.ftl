# House rules: what no real person is made to say or do.

error-rule-minors = I won't shoot this one (rule: nothing that harms or sexualises children), and nothing was made or kept.
error-rule-self-harm = I won't shoot this one (rule: nothing about hurting oneself), and nothing was made or kept.
error-rule-sexual = I won't shoot this one (rule: nothing sexual about real people), and nothing was made or kept.
error-rule-confession = I won't put that in a real person's mouth (rule: no confessions of crimes or affairs), and nothing was made or kept.
error-rule-medical = I won't put that in a real person's mouth (rule: no health claims or advice), and nothing was made or kept.
error-rule-money = I won't put that in a real person's mouth (rule: no money advice or promises), and nothing was made or kept.
