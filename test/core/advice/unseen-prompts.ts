import type { MotionPrompt } from './motion-prompt.ts'

const cafe = 'a waiter in a white shirt, empty café terrace at dawn, wet cobblestones, 35mm'
const harbour = '새벽 항구의 어부, 노란 우비, 젖은 부두, 안개'

/**
 * A second set: written before the rules and not looked at while they were, so that it tells how the rules do with words that they were not
 * made for. What stands here is what a professional would want to be told.
 */
export const unseenPrompts: readonly MotionPrompt[] = [
  { prompt: 'gentle push-in on the waiter', frame: cafe },
  { prompt: 'the waiter sets down the tray and looks over his shoulder', frame: cafe },
  { prompt: 'a tram glides through the background' },
  { prompt: 'Camera slowly dollies back, revealing the empty terrace.', frame: cafe },
  { prompt: 'fog creeps across the field' },
  { prompt: 'the horse shakes its mane' },
  { prompt: 'candles flicker, shadows dance on the wall', seconds: 3 },
  { prompt: 'she brushes the hair out of her face' },
  { prompt: 'low-angle tracking shot, boots splash through puddles' },
  { prompt: 'the old man nods, almost smiling' },
  { prompt: 'the robot powers up, its eyes glow' },
  { prompt: 'aerial view, the river shimmers' },
  { prompt: 'camera drifts to the left' },
  { prompt: 'the pilot pans for gold' },
  { prompt: 'the cat stretches and yawns' },
  { prompt: 'sand pours through his fingers' },
  { prompt: 'Truck right along the shelves.' },
  { prompt: 'petals fall around her as she laughs' },
  { prompt: 'the door creaks open' },
  { prompt: 'fire crackles, sparks float up' },
  { prompt: 'the skater follows the line and jumps' },
  { prompt: 'pull back slowly, the choir sings' },
  { prompt: 'the whale breaches' },
  { prompt: 'slight parallax, dust in the light' },
  { prompt: 'paper lanterns rise into the night' },
  { prompt: 'the general does nothing but breathe' },
  { prompt: '어부가 그물을 던진다', frame: harbour },
  { prompt: '카메라가 뒤로 물러나며 항구가 보인다', frame: harbour },
  { prompt: '안개가 천천히 걷힌다', frame: harbour },
  { prompt: '로봇이 눈을 뜨고 고개를 돌린다' },
  { prompt: '벚꽃잎이 흩날린다' },
  { prompt: '줌 아웃, 별이 반짝인다' },
  { prompt: '할머니가 환하게 웃는다' },
  { prompt: '고래가 물 위로 솟구친다' },
  { prompt: '옆에서 따라가는 트래킹 샷, 자전거가 골목을 달린다' },
  { prompt: '연기가 피어오르고 불꽃이 튄다', seconds: 3 },

  { prompt: 'push in, then pan right', rules: ['cameraMoves'] },
  { prompt: 'The camera orbits the waiter while zooming in', frame: cafe, rules: ['cameraMoves'] },
  { prompt: 'slow tilt down followed by a dolly out, leaves blow past', rules: ['cameraMoves'] },
  { prompt: 'he stands up, puts on his hat, walks to the door and leaves', rules: ['actions'] },
  { prompt: 'the dog barks, jumps over the fence and runs away', rules: ['actions'] },
  { prompt: 'she picks up the phone and throws it', seconds: 3, rules: ['time'] },
  { prompt: 'no camera shake, the boat rocks', rules: ['negation'] },
  { prompt: "the woman smiles, don't change her face", rules: ['negation'] },
  { prompt: 'leaves fall without any people in the shot', rules: ['negation'] },
  { prompt: 'a waiter in a white shirt on an empty café terrace at dawn turns around', frame: cafe, rules: ['shown'] },
  { prompt: 'wet cobblestones, 35mm, the waiter waves', frame: cafe, rules: ['shown'] },
  {
    prompt:
      'in a breathtaking and deeply emotional cinematic moment full of longing and quiet hope the young woman very slowly and gracefully turns around to face the endless sea',
    rules: ['words'],
  },
  { prompt: 'crane up, rotate around him and then crash zoom, he screams', rules: ['cameraMoves'] },
  { prompt: '카메라가 줌인한 다음 왼쪽으로 패닝한다', rules: ['cameraMoves'] },
  { prompt: '틸트 다운하면서 카메라가 뒤로 빠진다', rules: ['cameraMoves'] },
  { prompt: '그가 일어나서 모자를 쓰고, 문으로 걸어가고, 밖으로 나간다', rules: ['actions'] },
  { prompt: '개가 짖고 울타리를 뛰어넘고 달아난다', rules: ['actions'] },
  { prompt: '카메라 흔들림 없이 배가 흔들린다', rules: ['negation'] },
  { prompt: '얼굴은 바꾸지 말고 미소만 짓는다', rules: ['negation'] },
  { prompt: '안개 낀 새벽 항구의 젖은 부두에서 노란 우비를 입은 어부가 돌아선다', frame: harbour, rules: ['shown'] },
  { prompt: '전화기를 집어 들고 벽에 던진다', seconds: 3, rules: ['time'] },
]
