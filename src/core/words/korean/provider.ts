import type { Catalogue } from '../catalogue.ts'
import { noun, nounWith } from './grammar.ts'

export const provider: Catalogue['provider'] = {
  stopped: ({ kind }) => `봇을 다시 시작하고 있습니다. 곧 이 ${nounWith(kind, '을', '를')} 이어서 처리합니다.`,

  keyRefused: ({ vendor }) => `${vendor}에서 봇의 키를 받지 않습니다. 운영자에게 알려 주세요.`,
  accessRefused: ({ vendor }) => `${vendor}에서 봇의 접속을 허용하지 않습니다. 운영자에게 알려 주세요.`,
  noCredit: ({ vendor }) => `봇의 ${vendor} 계정에 크레딧이 남아 있지 않습니다. 운영자에게 알려 주세요.`,
  noBilling: ({ vendor }) => `봇의 ${vendor} 프로젝트에 결제가 설정되어 있지 않습니다. 운영자에게 알려 주세요.`,
  planTooSmall: ({ vendor }) => `봇의 ${vendor} 계정에 크레딧이 부족하거나 요금제가 맞지 않습니다. 운영자에게 알려 주세요.`,
  modelGone: ({ vendor }) => `${vendor}에서 봇에 이 모델을 제공하지 않습니다. 다른 모델을 선택해 주세요.`,

  contentRefused: ({ vendor }) => `${vendor}의 내용 검사에서 이 요청을 거절했습니다. 프롬프트나 이미지를 바꿔 주세요.`,
  clipRefused: ({ vendor, kind }) =>
    `${vendor}의 내용 검사에서 이 ${nounWith(kind, '을', '를')} 거절했습니다. 프롬프트나 이미지를 바꿔 주세요.`,
  settingsRefused: ({ vendor }) => `${vendor}에서 이 설정을 받지 않습니다. 설정을 바꿔서 다시 시도해 주세요.`,
  partRefused: ({ vendor, part }) => `${vendor}에서 받지 않는 항목: ${part}. 바꿔서 다시 시도해 주세요.`,
  requestRefused: ({ vendor }) => `${vendor}에서 이 요청을 거절했습니다. 다시 시도하거나 다른 모델을 선택해 주세요.`,
  fileRefused: ({ vendor }) => `${vendor}에서 이 요청의 파일을 사용할 수 없습니다. 다른 파일을 첨부해 주세요.`,
  fileUnreadable: '이 요청의 파일을 읽지 못했습니다. 비용은 청구되지 않았습니다. 다시 시도해 주세요.',
  filesTooLarge: ({ vendor }) => `파일이 너무 커서 ${vendor}에 보낼 수 없습니다. 더 작은 파일을 사용해 주세요.`,
  filesNeedPublicUrl: ({ vendor }) =>
    `파일이 너무 커서 ${vendor}에 보낼 수 없습니다. 더 작은 파일을 사용하거나 운영자에게 PUBLIC_URL 설정을 요청해 주세요.`,
  filesUpTo: ({ vendor, megabytes }) => `${vendor}에서는 파일을 최대 ${megabytes}MB까지 받습니다. 더 작은 파일을 사용해 주세요.`,
  videosByLink: ({ vendor }) => `영상은 링크로만 ${vendor}에 보낼 수 있습니다. 영상을 빼거나 운영자에게 PUBLIC_URL 설정을 요청해 주세요.`,
  uploadFailed: ({ vendor }) => `${vendor}에 파일을 올리지 못했습니다. 비용은 청구되지 않았습니다. 다시 시도해 주세요.`,

  unreached: ({ vendor }) => `${vendor}에 연결할 수 없습니다. 비용은 청구되지 않았습니다. 다시 시도해 주세요.`,
  unanswered: ({ vendor }) => `${vendor}의 응답이 올바르지 않습니다. 나중에 다시 시도해 주세요.`,
  queued: ({ vendor, kind }) => `지금 ${vendor}에 요청이 많습니다. ${nounWith(kind, '이', '가')} 차례를 기다립니다.`,
  starting: ({ vendor, kind }) => `${vendor} 서버를 시작하는 중입니다. ${nounWith(kind, '이', '가')} 시작을 기다립니다.`,
  busy: ({ vendor }) => `지금 ${vendor}에 요청이 너무 많습니다. 나중에 다시 시도해 주세요.`,
  fault: ({ vendor }) => `${vendor}에 문제가 생겼습니다. 다시 시도해 주세요.`,
  outOfMemory: ({ kind }) =>
    `모델의 메모리가 부족합니다. ${kind === 'still' ? '더 작은' : '더 짧거나 작은'} ${nounWith(kind, '을', '를')} 요청해 주세요.`,
  notMade: ({ kind }) => `모델이 이 ${nounWith(kind, '을', '를')} 만들지 못했습니다. 프롬프트를 바꾸거나 다른 모델을 선택해 주세요.`,
  noClip: ({ vendor, kind }) => `${vendor}에서 ${noun(kind)} 없이 작업이 끝났습니다. 다시 시도하거나 다른 모델을 선택해 주세요.`,
  clipGone: ({ vendor, kind }) => `${vendor}에 이 ${nounWith(kind, '이', '가')} 더 이상 없습니다. 다시 만들어 주세요.`,
  clipEmpty: ({ vendor, kind }) => `${vendor}에서 빈 ${nounWith(kind, '을', '를')} 보냈습니다. 다시 만들어 주세요.`,
  clipUnreadable: ({ kind }) => `제공업체에서 쓸 수 없는 ${nounWith(kind, '을', '를')} 보냈습니다. 다시 만들어 주세요.`,
  clipTooLarge: ({ vendor, kind }) =>
    `${vendor}에서 만든 ${nounWith(kind, '이', '가')} 너무 큽니다. ${kind === 'still' ? '더 작은' : '더 짧은'} ${nounWith(kind, '을', '를')} 요청해 주세요.`,
  clipUnfetched: ({ vendor, kind }) => `${vendor}에서 ${nounWith(kind, '을', '를')} 받지 못했습니다. 다시 시도해 주세요.`,
  foreignAddress: ({ vendor }) => `${vendor}에서 다른 곳의 주소를 알려 주었습니다. 운영자에게 알려 주세요.`,
  undescribed: ({ vendor }) => `${vendor}에서 이 모델이 무엇을 받는지 알려 주지 않습니다. 다른 모델을 선택해 주세요.`,
  limitsUntold: ({ vendor }) => `${vendor}에서 봇이 이 모델을 쓸 수 있는지 알려 주지 않습니다. 나중에 다시 시도해 주세요.`,

  badTarget: ({ vendor, target }) => `${vendor}에 ${target} 모델이 없습니다. 운영자에게 알려 주세요.`,
  unknownInputs: ({ vendor, target }) =>
    `봇이 ${vendor}에 있는 ${target} 모델의 입력을 알지 못합니다. 다른 모델을 선택하고 운영자에게 알려 주세요.`,
  notRun: ({ model }) => `여기에는 ${model} 모델의 예측 서버가 없습니다. 다른 모델을 선택하거나 운영자에게 요청해 주세요.`,
  noPredictor: ({ model }) => `${model} 모델의 예측 서버가 주소에 없습니다. 운영자에게 알려 주세요.`,
  needsKey: ({ model }) => `봇에 ${model} 모델의 키가 없습니다. 다른 모델을 선택하거나 운영자에게 문의해 주세요.`,
  needsPublicUrl: 'Cog는 웹훅으로만 클립을 알립니다. 운영자에게 PUBLIC_URL 설정을 요청해 주세요.',
  noWorkflow: ({ workflow }) => `워크플로(${workflow})가 없습니다. 운영자에게 알려 주세요.`,
  workflowNode: ({ workflow, node }) => `ComfyUI에 워크플로(${workflow})에 필요한 노드(${node})가 없습니다. 운영자에게 알려 주세요.`,
  workflowFile: ({ workflow, file }) => `ComfyUI에 워크플로(${workflow})에 필요한 파일(${file})이 없습니다. 운영자에게 알려 주세요.`,
  workflowInput: ({ workflow, node, input }) =>
    `ComfyUI에서 워크플로(${workflow})의 노드(${node}) 입력(${input})을 받지 않습니다. 운영자에게 알려 주세요.`,

  previewGone: ({ kind }) => `미리보기 렌더러에 이 ${nounWith(kind, '이', '가')} 더 이상 없습니다. 다시 만들어 주세요.`,
  previewSettings: ({ kind }) => `미리보기 렌더러는 이 설정으로 ${nounWith(kind, '을', '를')} 그릴 수 없습니다. 기본값을 사용해 주세요.`,
  previewPicture: '미리보기 렌더러에는 시작할 이미지가 필요합니다. 이미지를 첨부해 주세요.',
  previewVideo: '미리보기 렌더러에는 다시 그릴 영상이 필요합니다. 영상을 첨부해 주세요.',
  previewFile: '이 모드에서는 미리보기 렌더러가 쓸 수 없는 파일이 있습니다. 그 파일을 빼 주세요.',
  previewLength: ({ seconds }) => `미리보기 렌더러는 최대 ${seconds}초 영상을 받습니다. 더 짧은 영상을 사용해 주세요.`,
  previewMask: '마스크와 이미지의 크기가 다릅니다. 이미지와 같은 크기의 마스크를 사용해 주세요.',
  previewTooLarge: ({ pixels }) =>
    `미리보기 렌더러는 긴 변이 ${pixels}픽셀을 넘는 것을 만들지 않습니다. 더 작은 크기로 요청하거나 더 작은 파일을 사용해 주세요.`,
  previewSlow: ({ kind }) =>
    `${nounWith(kind, '을', '를')} 그리는 데 너무 오래 걸렸습니다. ${kind === 'still' ? '더 작은' : '더 짧거나 작은'} ${nounWith(kind, '을', '를')} 요청해 주세요.`,
  previewStopped: '미리보기 렌더러가 예기치 않게 멈췄습니다. 다시 시도해 주세요.',
  previewFault: ({ kind }) =>
    `미리보기 렌더러가 이 ${nounWith(kind, '을', '를')} 그리지 못했습니다. 다른 프롬프트나 파일로 다시 시도해 주세요.`,
  pictureUnreadable: '이 이미지를 읽을 수 없습니다. PNG나 JPEG로 첨부해 주세요.',
  videoUnreadable: '이 영상을 읽을 수 없습니다. MP4, MOV, WebM, MKV로 첨부해 주세요.',
  videoCodec: '이 영상을 읽을 수 없습니다. H.264, HEVC, VP9, AV1 영상을 첨부해 주세요.',
  videoBroken: '이 영상을 끝까지 읽을 수 없습니다. MP4로 다시 내보내서 첨부해 주세요.',
  videoEmpty: '화면이 없는 영상입니다. 다른 영상을 첨부해 주세요.',

  accountMayNot: ({ vendor }) => `봇의 ${vendor} 계정으로 쓸 수 없음`,
  accountEmpty: ({ vendor }) => `봇의 ${vendor} 계정에 남은 크레딧이 없음`,
  settingUnset: ({ setting }) => `${setting} 설정이 없음`,
  notOffered: ({ vendor }) => `${vendor}에서 더 이상 제공하지 않음`,
  notListed: ({ vendor, target }) => `${vendor} 목록에 ${target} 모델이 더 이상 없음`,
  notTarget: ({ vendor, target }) => `${vendor}에 ${target} 모델이 없음`,
  predictorUnnamed: ({ target }) => `COG_URLS에 예측 서버(${target})가 없음`,
  predictorBroken: ({ health }) => `예측 서버 상태: ${health}`,
  workflowMissing: ({ workflow }) => `워크플로(${workflow}) 없음`,
  nodeMissing: ({ node }) => `봇의 ComfyUI에 노드(${node}) 없음`,
  installNode: ({ node }) => `노드(${node})가 없습니다. ComfyUI를 업데이트하거나 이 노드를 제공하는 확장을 설치한 뒤 다시 시작해 주세요.`,
  installFile: ({ file, folder, from }) => `파일(${file})이 없습니다. 다음에서 받아 ComfyUI의 models/${folder} 폴더에 넣어 주세요: ${from}`,
  installUnknownFile: ({ node, file }) => `노드(${node})가 찾는 파일(${file})이 없습니다. 이 노드가 읽는 ComfyUI 모델 폴더에 넣어 주세요.`,
  weightsMissing: ({ node, file }) => `봇의 ComfyUI 노드(${node})에 파일(${file}) 없음`,

  unlisted: '목록에 없는 모델, 가격 미확인',
  unlistedAbout: ({ description, site = 'replicate.com' }) =>
    `${description}${description && ' '}가격은 여기에서 알 수 없습니다. ${site}의 모델 페이지를 확인해 주세요.`,
}
