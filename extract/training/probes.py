"""Sentences for the parity probe: written for it, in three languages, with odd characters and spacing on purpose."""

SENTENCES = [
    "海藍縣政府水利處處長林若瑜於民國113年5月2日赴青嶺市，與和森工程股份有限公司簽約。",
    "依「雲渡河川管理條例」第12條，主管機關為雲渡資源部（以下簡稱雲資部）。",
    "臺中與台南的Ａ級測站共３０處，由晴川氣象研究院（Qingchuan Institute）維護。",
    "陳柏宇　　說：「品質最重要！」",
    "푸른강시 수자원관리청 이도현 청장은 2024년 3월 18일 한별엔지니어링㈜과 업무협약을 체결하였다.",
    "가람기후연구원은 서울과 부산에서 ‘하늘빛 관측 사업’을 추진한다.",
    "김서연 연구원이 ABC-200 센서를 시험했고, 결과는 92.5%였다.",
    "The Ministry of Coastal Affairs appointed Dr Elena Marwick as head of the Brightwater Institute in Port Selden.",
    "Northgale Systems Ltd. (NGS) won the £3.2m contract on 4 July 2023; its CEO, J. O'Hara, declined to comment.",
    "see www.example.org/a_b?c=1 — e-mail: info@example.org",
    "한국과 臺灣 signed a MoU in Singapore, 라고 밝혔다。",
    "naïve café Æsir Ångström ﬁne ½ ㎏ ① 𠮷野家 pneumonoultramicroscopicsilicovolcanoconiosisx",
]
