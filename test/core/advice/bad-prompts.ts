import type { MotionPrompt } from './motion-prompt.ts'

const keeper = 'the lighthouse keeper, oilskin coat, storm sky over the harbour at dusk, film grain'
const meadow = 'a red fox in tall grass, morning mist, low sun, shallow depth of field'
const port = '폭풍 치는 항구의 등대지기, 방수 외투, 해 질 녘'

/** What people ask for and should be told about, with the shorter words that are offered instead. */
export const badEnglish: readonly MotionPrompt[] = [
  { prompt: 'push in, then pan left', rules: ['cameraMoves'], simpler: 'push in' },
  { prompt: 'slow zoom in and orbit around her', rules: ['cameraMoves'], simpler: 'slow zoom in' },
  { prompt: 'the camera pushes in while panning left, she smiles', rules: ['cameraMoves'], simpler: 'the camera pushes in, she smiles' },
  { prompt: 'zoom in, then zoom out', rules: ['cameraMoves'], simpler: 'zoom in' },
  { prompt: 'dolly in with a tilt up, the fox listens', frame: meadow, rules: ['cameraMoves'], simpler: 'dolly in, the fox listens' },
  { prompt: 'crane up over the town, then fly forward, then whip pan right', rules: ['cameraMoves'], simpler: 'crane up over the town' },
  { prompt: 'static camera, slow push in', rules: ['cameraMoves'] },
  { prompt: 'Camera tracks left, tilts down and pulls back as he waves.', rules: ['cameraMoves'], simpler: 'Camera tracks left as he waves' },
  { prompt: 'pan left to right and dolly out', rules: ['cameraMoves'], simpler: 'pan left to right' },
  {
    prompt: 'she stands up, walks to the window and opens it',
    rules: ['actions'],
    simpler: 'she stands up, walks to the window',
  },
  { prompt: 'he smiles, nods, winks and waves', rules: ['actions'], simpler: 'he smiles, nods' },
  { prompt: 'the fox jumps, catches the mouse, then runs off', frame: meadow, rules: ['actions'], simpler: 'the fox jumps, catches the mouse' },
  {
    prompt: 'leaves blow, the gate swings, a bird takes off and the man turns',
    rules: ['actions'],
  },
  { prompt: 'slow push in as she laughs, cries and covers her face', rules: ['actions'], simpler: 'slow push in as she laughs, cries' },
  { prompt: 'He draws the sword, raises it, charges, and strikes.', seconds: 10, rules: ['actions'], simpler: 'He draws the sword, raises it' },
  { prompt: 'she turns around and waves', seconds: 3, rules: ['time'], simpler: 'she turns around' },
  { prompt: 'the boy jumps, then dives', seconds: 2, rules: ['time'], simpler: 'the boy jumps' },
  { prompt: 'push in, he opens the box and looks inside', seconds: 3, rules: ['time'], simpler: 'push in, he opens the box' },
  { prompt: 'the grass moves, no people', rules: ['negation'], simpler: 'the grass moves' },
  { prompt: "the camera doesn't move, the grass sways", rules: ['negation'], simpler: 'the grass sways' },
  { prompt: 'she walks without looking back', rules: ['negation'], simpler: 'she walks' },
  { prompt: 'do not morph the face, he blinks', rules: ['negation'], simpler: 'he blinks' },
  { prompt: 'no camera movement, snow falls', rules: ['negation'], simpler: 'snow falls' },
  { prompt: 'slow pan right, avoid text and logos', rules: ['negation'], simpler: 'slow pan right' },
  { prompt: 'the boat drifts, never leaving the frame', rules: ['negation'], simpler: 'the boat drifts' },
  { prompt: 'no blur, no extra fingers, the hand opens', rules: ['negation', 'negation'], simpler: 'the hand opens' },
  {
    prompt: 'the lighthouse keeper in an oilskin coat under a storm sky turns his head',
    frame: keeper,
    rules: ['shown'],
  },
  { prompt: 'oilskin coat, storm sky, the keeper turns his head', frame: keeper, rules: ['shown'], simpler: 'the keeper turns his head' },
  {
    prompt: 'a red fox in tall grass, morning mist, low sun, slow push in',
    frame: meadow,
    rules: ['shown'],
    simpler: 'slow push in',
  },
  { prompt: 'film grain, harbour at dusk, the lamp flickers', frame: keeper, rules: ['shown'], simpler: 'the lamp flickers' },
  {
    prompt:
      'the old keeper slowly and with great effort lifts his tired eyes toward the far horizon where the very last light of a long and stormy day is fading away',
    rules: ['words'],
  },
  {
    prompt:
      'a beautiful epic cinematic masterpiece shot of a magnificent wild stallion galloping in glorious golden hour light through a field of endless flowers with incredible detail and stunning colours',
    rules: ['words'],
  },
  {
    prompt: 'push in and pan left, she stands up, turns and leaves, no people in the background',
    rules: ['cameraMoves', 'actions', 'negation'],
    simpler: 'push in, she stands up, turns',
  },
  {
    prompt: 'oilskin coat, storm sky, zoom in then tilt up, not too fast',
    frame: keeper,
    rules: ['cameraMoves', 'negation', 'shown'],
    simpler: 'zoom in',
  },
  { prompt: 'she runs, jumps and rolls, no blur', seconds: 4, rules: ['actions', 'negation'], simpler: 'she runs, jumps' },
]

export const badKorean: readonly MotionPrompt[] = [
  { prompt: '줌인한 다음 왼쪽으로 패닝', rules: ['cameraMoves'], simpler: '줌인' },
  { prompt: '카메라가 다가가면서 위로 틸트한다', rules: ['cameraMoves'] },
  { prompt: '달리 인 후 카메라가 주위를 돈다', rules: ['cameraMoves'] },
  { prompt: '줌 인, 줌 아웃', rules: ['cameraMoves'], simpler: '줌 인' },
  { prompt: '카메라가 소년을 따라가다가 하늘로 틸트 업', rules: ['cameraMoves'] },
  { prompt: '여자가 일어서고, 창가로 걸어가고, 창문을 연다', rules: ['actions'], simpler: '여자가 일어서고, 창가로 걸어가기' },
  { prompt: '그가 웃고 고개를 끄덕이고 손을 흔든다', rules: ['actions'] },
  { prompt: '여우가 뛰어오르고 쥐를 잡고 달아난다', rules: ['actions'] },
  { prompt: '상자를 열고 안을 들여다본다', seconds: 3, rules: ['time'] },
  { prompt: '소년이 뛰어오른 뒤 손을 흔든다', seconds: 3, rules: ['time'] },
  { prompt: '풀이 흔들린다, 사람 없이', rules: ['negation'], simpler: '풀이 흔들린다' },
  { prompt: '카메라는 움직이지 않고 눈이 내린다', rules: ['negation'] },
  { prompt: '글자 없음, 천천히 줌인', rules: ['negation'], simpler: '천천히 줌인' },
  { prompt: '얼굴을 바꾸지 마세요, 눈을 깜박인다', rules: ['negation'], simpler: '눈을 깜박인다' },
  {
    prompt: '폭풍 치는 항구의 방수 외투를 입은 등대지기가 고개를 돌린다',
    frame: port,
    rules: ['shown'],
  },
]
