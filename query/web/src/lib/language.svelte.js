// The page's own words in three languages. The browser's language is taken first; the choice is kept.

const WORDS = {
  en: {
    name: "English",
    chat: "Chat", search: "Search", editor: "SPARQL", runs: "Runs", documents: "Documents",
    ask: "Ask", askHint: "Ask the documents…", welcome: "Answers come from the indexed documents, each with its sources.",
    find: "Search", findHint: "Words or a question", nothing: "Nothing was found.",
    run: "Run", rows: "rows", examples: "Examples", download: "Download CSV",
    startRun: "Start a run", nextRun: "Next run", noSchedule: "No schedule is configured.", running: "A run goes on.",
    added: "added", changed: "changed", removed: "removed", unchanged: "unchanged", failed: "not taken",
    started: "Started", state: "State",
    sources: "Sources", page: "page", sheet: "sheet", section: "section", paragraph: "paragraph", line: "line",
    logIn: "Log in", key: "Admin key", wrongKey: "This is not the admin key.", logOut: "Log out",
    keyHint: "The key stands in the file admin.key of the data folder.",
    back: "Back", error: "Something went wrong", loading: "One moment…", hidden: "hidden",
    holds: (c) => `${c.documents} documents, ${c.entities} entities, ${c.relations} relations, ${c.figures} figures`,
    states: { done: "done", partial: "partly done", refused: "refused", running: "not ended" },
  },
  "zh-Hant": {
    name: "正體中文",
    chat: "對話", search: "搜尋", editor: "SPARQL", runs: "執行紀錄", documents: "文件",
    ask: "提問", askHint: "向文件提問…", welcome: "答案皆出自已建立索引的文件，並附上出處。",
    find: "搜尋", findHint: "關鍵字或問題", nothing: "找不到相關內容。",
    run: "執行", rows: "列", examples: "範例", download: "下載 CSV",
    startRun: "立即執行", nextRun: "下次執行", noSchedule: "尚未設定排程。", running: "執行中。",
    added: "新增", changed: "變更", removed: "移除", unchanged: "未變更", failed: "未收錄",
    started: "開始時間", state: "狀態",
    sources: "出處", page: "頁", sheet: "工作表", section: "節", paragraph: "段", line: "行",
    logIn: "登入", key: "管理金鑰", wrongKey: "金鑰不正確。", logOut: "登出",
    keyHint: "金鑰存放於資料夾內的 admin.key 檔案。",
    back: "返回", error: "發生錯誤", loading: "請稍候…", hidden: "隱藏",
    holds: (c) => `${c.documents} 份文件、${c.entities} 個實體、${c.relations} 筆關係、${c.figures} 筆數據`,
    states: { done: "完成", partial: "部分完成", refused: "已拒絕", running: "未結束" },
  },
  ko: {
    name: "한국어",
    chat: "대화", search: "검색", editor: "SPARQL", runs: "실행 기록", documents: "문서",
    ask: "질문", askHint: "문서에 질문하세요…", welcome: "답변은 색인된 문서에서 나오며 출처를 함께 보여 줍니다.",
    find: "검색", findHint: "검색어 또는 질문", nothing: "찾은 내용이 없습니다.",
    run: "실행", rows: "행", examples: "예시", download: "CSV 내려받기",
    startRun: "지금 실행", nextRun: "다음 실행", noSchedule: "예약된 실행이 없습니다.", running: "실행 중입니다.",
    added: "추가", changed: "변경", removed: "삭제", unchanged: "변경 없음", failed: "제외",
    started: "시작 시각", state: "상태",
    sources: "출처", page: "쪽", sheet: "시트", section: "구역", paragraph: "문단", line: "줄",
    logIn: "로그인", key: "관리자 키", wrongKey: "관리자 키가 아닙니다.", logOut: "로그아웃",
    keyHint: "키는 데이터 폴더의 admin.key 파일에 있습니다.",
    back: "뒤로", error: "문제가 발생했습니다", loading: "잠시만 기다려 주세요…", hidden: "숨김",
    holds: (c) => `문서 ${c.documents}건, 개체 ${c.entities}개, 관계 ${c.relations}건, 수치 ${c.figures}건`,
    states: { done: "완료", partial: "일부 완료", refused: "거부됨", running: "끝나지 않음" },
  },
};

export const LANGUAGES = Object.entries(WORDS).map(([tag, words]) => ({ tag, name: words.name }));

function preferred() {
  const kept = localStorage.getItem("language");
  if (kept in WORDS) return kept;
  for (const tag of navigator.languages) {
    if (tag.startsWith("zh")) return "zh-Hant";
    if (tag.startsWith("ko")) return "ko";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

class Language {
  tag = $state(preferred());
  words = $derived(WORDS[this.tag]);

  choose(tag) {
    this.tag = tag;
    localStorage.setItem("language", tag);
    document.documentElement.lang = tag;
  }
}

export const language = new Language();
document.documentElement.lang = language.tag;
