"""Invented sentences for the small models' vocabularies, and the texts that they are compared on."""

SENTENCES = [
    "The Harbour Board of Northport opened a research centre in Lowell Bay on 5 March 2024, said Anna Reed.",
    "Anna Reed leads the Harbour Board. Mark Hill works for Blue Ferry Ltd in Northport.",
    "Blue Ferry Ltd was founded by Mark Hill in Lowell Bay.",
    "The Act on Port Safety was passed in Northport.",
    "藍灣市港務局局長林書豪於民國113年3月5日在青石鎮成立研究中心。",
    "林書豪擔任港務局局長。青石公司總部設於藍灣市。",
    "藍灣市位於青石縣,由港務局管理。",
    "푸른만항만공사 김하늘 사장은 2024년 3월 5일 청석읍에서 연구소를 열었다.",
    "김하늘은 푸른만항만공사에서 일한다. 청석회사는 푸른만에 있다.",
    "Where is the research centre? 研究中心在哪裡? 연구소는 어디에 있는가?",
    "query: passage: person organization place works for located in",
]

TEXTS = [
    "Anna Reed of the Harbour Board met Mark Hill in Lowell Bay.",
    "林書豪在青石鎮的港務局會見了 Mark Hill。",
    "김하늘 사장은 푸른만항만공사에서 Anna Reed를 만났다.",
]
