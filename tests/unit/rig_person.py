"""A likeness for rig tests without any model file: a public-domain portrait and its points."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import skimage.data

from generation.engines.puppet.rig.landmarks import CHIN, FOREHEAD, OVAL
from generation.model.likeness import Likeness

POINTS_SCALE = 16  # stored as sixteenths of a pixel, each point relative to the one before
ASTRONAUT_POINTS = (
    "c-kFS36#$D8h+mYH)b(2G0Y5QjNCAnXhEe$)=?6XrcUK@sIHhRDdZ&TgxeIFaJ%*;SGFvb6otvr3|U%CvLr*<vTxHE=K"
    "H_TeWvrBZ|2N5-~ac%@AE#(??Q4>{7}Z=1vVmZ2R_FyJmOP%D^_4WW3hm>P!nmKi#vQ96YYS#$8=W168^z76niQ*acoQ"
    "*07<9~L&$ol<OpQJnT|i{%s?4K{tb!xyffM&75)87-@<e3i?v}^*gTkHU2U~*QvFyIvO*P?@n_zH+V*#>V;=kQ7j{K;o"
    "j6kG-H4xbat5~WO+1Iwm>G#d7iL5cvL2hFqrHS{tj`Lxwk#e-oUPOpEzk(lxQj{nTD?4oXVDZT+{QoI0aNt%YiMK**ub"
    "3|c!Kr)eE6;nRaZ+`${#V20roQmU#aW;IBszm?aREnm#NR1xEt@Y7f<6iJA<XZkU7Xl8%_ykB8ImhJ~(A<xj%ZhIu2P~"
    "J!e@%B;X=Du`oK4&1^z2j@!8`j7K@Y<ta^Wd>EPBfq8Iz#(R0fzr_yx$|D?&>((~1-IwzU?+^lIY>zw)<}2*T=}59H+="
    "t&-&fTno4S168`aCW{4a-I{b_>H4opPA5_L$Jzp!utzlvjn%3EqHsoMQsUaI319i4hgNEWEC(Mv55lJv(zJ$9a8j4897"
    "s;@N1q&k@?^c%4xeV*nF4mEW-={)xsq`vqS1Q9|w})IkB>5&GABdvqmkK_7g=#@gIB9EBjJ2p=IUTIyFhn2EToZKvXd-"
    "y3|7L2QYCVWs`ZA)M_qb@DjdiKoSdbE;Oy6L`voi4(7~7j8r`$BI3N*&kPUo?UQ8Nam}?P)-U9F~<gCt&d@ipn33|zsw"
    "XK!i6x6g~7u?U%U`bWsH?Gmiayl9juS7_lx1{m>Wq8x_key73$k&f7lObS2gfBMj(e@hY9G1X;vtP9E*O$VKzQy00Y|-"
    "zU9r>j0^CpgST0A3($z!e{K9K2L;b#u19?l%FKfg_z)*@oOb+$c5}>ryj~P8W?XDvYr*`==XsYD6OT;sCJEhqGN&NlTH"
    "*;7^Qd;bRp&)eq@7i5H5GMH>5IADZnT-m@fnsFJjg_$kc-~p>3Fu)W?JEGl!T?s^!Fkq)(g4PLlNG`aQ5*<{<AH%*l>U"
    "N6h1*V@5I-Uc&o)@oPl26FRVb_pq}04W$LCv_0z<S3TBE~r+A;7V-u5@jI-)0z<E|_{s&bD8gPQ9OA0poML*6r`7HLS="
    "M22bK0!~c_DXKX?ZJX@tY>p>qy!1pGaT+axmjDxmL@K60N+Lr@w`rCpLV=lXHV3QYax-z93w67@ca2IXWNH(gS~td`=F"
    "cfeoor#f@iEva7Ik78+If8l=ZXT7=XR}kmY`qS)9W8!elCDh<U3RXIHU}dEUbIsGAGY{uurwes{+s;?_9sVN0)O)AhTI"
    "i=@GL?Jiau+9jUfibKr9i|EW*$hOn?lCwMq>GIPjrLE(9OxwI5y<TD^n~4n-EDn3%^MICQo1z2Jjcepb-(a=8@@6!UGE"
    "dU5M%8D_pPC?-ahmE;tl+(VQaY-klZAoYaEdPz`+wKz;#yF{R{1B^gFWpb|IE(&`e0y~8MN{Y`@%a5zZi6qYEs1BQr?Y"
    "|egihjBL;K7SQr6WASbV*Y3k|K3KNCaGJidigxl@*=w6;hj;4EuXLvJ9b!H0&yogUVO>^}$LOxkt->4?!XNVhn*iKWo)"
    "9xPA48J?Qu~#|I3AP9_eY_3w#`5QC*n>%OoPF9@t{oNXHGMDt?K3UQFXE}c`j~|NJdP{jI_bC%dSbjhWl8W~l;eH`K?A"
    "wLZ_%xCJ>VMVqM?;)FPE5RJEJdig69SKV#-o^YzlVpG<%9WU9lU7F$2a~Y|jKcj$+)VJ&nS=Fg~(ZRYJ|w>979hvM)!o"
    "P??xuyM@{j;a8#*%3%(td4K68(Y9zmCH!2RI7~9$a+QW(NvmX)$2zM#wvtsITOeGzYICvDQL^-NU6@s+Y!13AqZZl&To"
    "W|%*0w6FttX;v$L_45z7D99_r<hLT(7QQ#&D%<8u}>}rt>8`7F~iL__!Fega42(WH1^j7S^?+M?Dim<*p5t^0jafy@PF"
    "-uE_=?SB^1)BW;5mYJe}6ug2gKo?&{B%|kX>x_ON&^~^Tuwt~O&11b6<H^~!DbFBFCk{r!ZV4Eq9@PFY|8|I&)p;EGa@"
    "Ceriv%*Zg8un5G{i&pz@Bcx8x0RQs2kS63lH#eJ7cOGDZSlz#7mNu`N+rV)v7f>i4CC9vbOKIBm(s(hV}|f9ZVV@S1v*"
    "M$tCj9e#O{-9$|CXhlG15NFbHFm<8!b)+#0M<f-c}2;!hzTz*_c*PV`+;Sb`F=QXaO`*2!0fc%l%zAAjgS*@#MU*-}=D"
    "xLjA-ZD2(#vTaJTZhi}o+XwuV3;C81=qpaPu?e=^7AY^cunAwsE8K4-zQb1f!RV2&fJ@Pyz42LOj#Uo|!VB0M9>YE2f3"
    "o%-hbsT9CY>j%UR&HLcTN`%QgwR?^s`)yX{kg8PGPpPFV!b`r8mcT`Dd0CS`QB(FX)c$R$ob9(+7t6J^-sCKVUS&=th5"
    "Bw~+g!?3KYG++<C~p7q@9?UdH@Y%xAYKOeybIyVus<Tjn~q}L2C^BH7>53vN1;3-=u-#Q@tOgDz3y6??aB9F%$E)@SFc"
    "7xpVML+9bcnA65Zj9A^#L!)SxKBPg7_B{GL*<B9l*my{+e1^<Lu=J)hMVM)L$L;{agU{`i~0Vglz)&*HSG!U?Xq6q$YG"
    "-Lq_gU{V^F2_@4|i975!LhSR<z^!pA(QyXDQgZJgECa^-6?@tSUjPw<-RJ&I}Q?8kI!qTXkP>>iG_ogAqrF6;aM2N2(6"
    "Q2"
)


@cache
def astronaut() -> Likeness:
    """Eileen Collins (NASA, public domain): frontal, smiling with teeth, her face 106 px high."""
    stored = zlib.decompress(base64.b85decode(ASTRONAUT_POINTS))
    steps = np.frombuffer(stored, "<i2").reshape(-1, 3)
    points = (np.cumsum(steps, 0) / POINTS_SCALE).astype(np.float32)
    picture = skimage.data.astronaut()[:300, 60:380].copy()
    points[:, 0] -= 60
    height = float(np.linalg.norm(points[FOREHEAD, :2] - points[CHIN, :2]))
    alpha = np.zeros(picture.shape[:2], np.uint8)
    centre = points[list(OVAL), :2].mean(0)
    middle = (round(float(centre[0])), round(float(centre[1] - 0.15 * height)))
    cv2.ellipse(alpha, middle, (round(0.62 * height), round(0.75 * height)), 0, 0, 360, 255, -1)
    chin = points[CHIN, :2].astype(int)
    cv2.rectangle(alpha, (int(chin[0]) - 30, int(chin[1]) - 30), (int(chin[0]) + 30, 260), 255, -1)
    cv2.rectangle(alpha, (10, 230), (310, 299), 255, -1)
    return Likeness(
        kind="photo",
        picture=picture,
        alpha=alpha,
        landmarks=points,
        shoulders=True,
        clothes_bgr=(40, 90, 200),
        skin_bgr=(140, 170, 220),
        source_face_px=height,
    )


def turned(likeness: Likeness, degrees: float) -> Likeness:
    """The same picture turned clockwise about the chin, as a camera held askew shows it."""
    height, width = likeness.alpha.shape
    chin = likeness.landmarks[CHIN, :2]
    matrix = cv2.getRotationMatrix2D((float(chin[0]), float(chin[1])), -degrees, 1.0)
    size = (width, height)
    points = likeness.landmarks.copy()
    points[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    picture = cv2.warpAffine(likeness.picture, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    return replace(
        likeness,
        picture=np.asarray(picture, np.uint8),
        alpha=np.asarray(cv2.warpAffine(likeness.alpha, matrix, size), np.uint8),
        landmarks=points.astype(np.float32),
    )
