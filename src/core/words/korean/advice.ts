import type { Catalogue } from '../catalogue.ts'

export const advice: Catalogue['advice'] = {
  cameraMoves: ({ moves }) => `카메라 움직임이 ${moves.length}가지(${moves.join(', ')})라서 서로 섞입니다. 하나만 요청해 주세요.`,
  actions: ({ count }) => `동작이 ${count}가지입니다. 한 클립에는 두 가지까지 담고, 나머지는 다음 클립에 남겨 두세요.`,
  time: ({ count, seconds }) =>
    `${seconds}초에 동작 ${count}가지는 급합니다. 동작 하나에 2초쯤 필요하니 줄이거나 더 긴 클립을 요청해 주세요.`,
  shown: ({ words }) => `“${words}”: 화면에 이미 있는 내용입니다. 움직이는 것만 적어 주세요.`,
  negation: ({ words }) => `“${words}”: 하지 말라는 말도 모델은 그대로 따라 하기 쉽습니다. 대신 무엇이 일어나는지 적어 주세요.`,
  negationToNo: ({ words, unwanted }) => `“${words}”: 빼 달라는 것도 모델은 그리기 쉽습니다. --no 뒤에 적어 주세요: ${unwanted}`,
  words: ({ count, most }) => `단어가 ${count}개입니다. 모델은 ${most}개까지 잘 따릅니다.`,

  ask: ({ findings }) => `만들기 전에 움직임에 대해 알려 드릴 것이 ${findings}가지 있습니다.`,
  simplerIs: '더 간단하게',
  useSimpler: ({ prompt }) => `간단한 것으로: “${prompt}”`,
  asItIs: '그대로 만들기',
  edit: '수정',
}
