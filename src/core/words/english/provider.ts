import type { OfKind } from './grammar.ts'

/** A vendor may write itself in small letters. */
const first = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** What goes wrong at a provider, whose name is `vendor`. Lines without a full stop are facts: why a model is not available. */
export const provider = {
  stopped: ({ kind = 'clip' }: OfKind) => `The bot is restarting. It continues with this ${kind} soon.`,

  // the account
  keyRefused: ({ vendor }: { vendor: string }) => `${first(vendor)} does not accept the bot’s key. Tell the operator.`,
  accessRefused: ({ vendor }: { vendor: string }) => `${first(vendor)} does not let the bot in. Tell the operator.`,
  noCredit: ({ vendor }: { vendor: string }) => `The bot’s ${vendor} account has no credit left. Tell the operator.`,
  noBilling: ({ vendor }: { vendor: string }) => `The bot’s ${vendor} project has no billing. Tell the operator.`,
  planTooSmall: ({ vendor }: { vendor: string }) =>
    `The bot’s ${vendor} account has too few credits or too small a plan. Tell the operator.`,
  modelGone: ({ vendor }: { vendor: string }) => `${first(vendor)} does not offer this model to the bot. Choose another one.`,

  // the request
  contentRefused: ({ vendor }: { vendor: string }) =>
    `The content check of ${vendor} refused this request. Change the prompt or the pictures.`,
  clipRefused: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) =>
    `The content check of ${vendor} refused this ${kind}. Change the prompt or the pictures.`,
  settingsRefused: ({ vendor }: { vendor: string }) => `${first(vendor)} does not accept these settings. Change them and try again.`,
  partRefused: ({ vendor, part }: { vendor: string; part: string }) =>
    `${first(vendor)} does not accept the ${part} of this request. Change it and try again.`,
  requestRefused: ({ vendor }: { vendor: string }) => `${first(vendor)} refused this request. Try again or choose another model.`,
  fileRefused: ({ vendor }: { vendor: string }) => `${first(vendor)} cannot use a file of this request. Give another one.`,
  fileUnreadable: 'A file of this request could not be read. Nothing was charged. Try again.',
  filesTooLarge: ({ vendor }: { vendor: string }) => `The files are too large for ${vendor}. Give smaller ones.`,
  filesNeedPublicUrl: ({ vendor }: { vendor: string }) =>
    `The files are too large to be sent to ${vendor}. Give smaller ones, or ask the operator to set PUBLIC_URL.`,
  filesUpTo: ({ vendor, megabytes }: { vendor: string; megabytes: number }) =>
    `${first(vendor)} takes files of up to ${megabytes} MB. Give a smaller one.`,
  videosByLink: ({ vendor }: { vendor: string }) =>
    `${first(vendor)} takes videos by link only. Leave the video out, or ask the operator to set PUBLIC_URL.`,
  uploadFailed: ({ vendor }: { vendor: string }) => `A file could not be uploaded to ${vendor}. Nothing was charged. Try again.`,

  // the service
  unreached: ({ vendor }: { vendor: string }) => `${first(vendor)} cannot be reached. Nothing was charged. Try again.`,
  unanswered: ({ vendor }: { vendor: string }) => `${first(vendor)} does not answer as it should. Try again later.`,
  queued: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) => `${first(vendor)} is busy. The ${kind} waits its turn.`,
  starting: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) => `${first(vendor)} is starting. The ${kind} waits for it.`,
  busy: ({ vendor }: { vendor: string }) => `${first(vendor)} is too busy. Try again later.`,
  fault: ({ vendor }: { vendor: string }) => `Something went wrong at ${vendor}. Try again.`,
  outOfMemory: ({ kind = 'clip' }: OfKind) =>
    `The model ran out of memory. Ask for ${kind === 'still' ? 'a smaller still' : 'a shorter or smaller clip'}.`,
  notMade: ({ kind = 'clip' }: OfKind) => `The model could not make this ${kind}. Change the prompt or choose another model.`,
  noClip: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) =>
    `${first(vendor)} finished without a ${kind}. Try again or choose another model.`,
  clipGone: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) => `${first(vendor)} no longer has this ${kind}. Make it again.`,
  clipEmpty: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) => `${first(vendor)} sent an empty ${kind}. Make it again.`,
  clipUnreadable: ({ kind = 'clip' }: OfKind) => `The provider sent a ${kind} that cannot be used. Make it again.`,
  clipTooLarge: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) =>
    `${first(vendor)} made a ${kind} that is too large. Ask for a ${kind === 'still' ? 'smaller' : 'shorter'} one.`,
  clipUnfetched: ({ vendor, kind = 'clip' }: { vendor: string } & OfKind) => `The ${kind} could not be fetched from ${vendor}. Try again.`,
  foreignAddress: ({ vendor }: { vendor: string }) => `${first(vendor)} pointed to an address that is not its own. Tell the operator.`,
  undescribed: ({ vendor }: { vendor: string }) => `${first(vendor)} does not say what this model takes. Choose another one.`,
  limitsUntold: ({ vendor }: { vendor: string }) => `${first(vendor)} does not say whether the bot may use this model. Try again later.`,

  // what an operator set up
  badTarget: ({ vendor, target }: { vendor: string; target: string }) => `There is no model ${target} at ${vendor}. Tell the operator.`,
  unknownInputs: ({ vendor, target }: { vendor: string; target: string }) =>
    `The bot does not know the inputs of ${target} at ${vendor}. Choose another model and tell the operator.`,
  notRun: ({ model }: { model: string }) => `The model ${model} has no predictor here. Choose another one or ask the operator.`,
  noPredictor: ({ model }: { model: string }) => `The predictor of ${model} is not at its address. Tell the operator.`,
  needsKey: ({ model }: { model: string }) => `The bot has no key for the model ${model}. Choose another one or ask the operator.`,
  needsPublicUrl: 'Cog reports clips by webhook only. Ask the operator to set PUBLIC_URL.',
  noWorkflow: ({ workflow }: { workflow: string }) => `There is no workflow ${workflow}. Tell the operator.`,
  workflowNode: ({ workflow, node }: { workflow: string; node: string }) =>
    `ComfyUI has no node ${node}, which the workflow ${workflow} needs. Tell the operator.`,
  workflowFile: ({ workflow, file }: { workflow: string; file: string }) =>
    `ComfyUI has no file ${file}, which the workflow ${workflow} needs. Tell the operator.`,
  workflowInput: ({ workflow, node, input }: { workflow: string; node: string; input: string }) =>
    `ComfyUI does not accept the input ${input} of the node ${node} in the workflow ${workflow}. Tell the operator.`,

  // the preview renderer
  previewGone: ({ kind = 'clip' }: OfKind) => `The preview renderer no longer has this ${kind}. Make it again.`,
  previewSettings: ({ kind = 'clip' }: OfKind) => `The preview renderer cannot draw a ${kind} with these settings. Use the defaults.`,
  previewPicture: 'The preview renderer needs a picture to begin with. Attach one.',
  previewVideo: 'The preview renderer needs a video to redraw. Attach one.',
  previewFile: 'The preview renderer cannot use one of the files in this mode. Leave it out.',
  previewLength: ({ seconds }: { seconds: number }) => `The preview renderer takes videos of up to ${seconds} s. Give a shorter one.`,
  previewMask: 'The mask and the picture have different sizes. Give a mask of the picture’s size.',
  previewTooLarge: ({ pixels }: { pixels: number }) =>
    `The preview renderer makes nothing longer than ${pixels} pixels. Ask for a smaller size, or give a smaller file.`,
  previewSlow: ({ kind = 'clip' }: OfKind) =>
    `Drawing this ${kind} took too long. Ask for ${kind === 'still' ? 'a smaller' : 'a shorter or smaller'} one.`,
  previewStopped: 'The preview renderer stopped unexpectedly. Try again.',
  previewFault: ({ kind = 'clip' }: OfKind) => `The preview renderer could not draw this ${kind}. Try another prompt or file.`,
  pictureUnreadable: 'This picture cannot be read. Give it as PNG or JPEG.',
  videoUnreadable: 'This video cannot be read. Give it as MP4, MOV, WebM or MKV.',
  videoCodec: 'This video cannot be read. Give one in H.264, HEVC, VP9 or AV1.',
  videoBroken: 'This video cannot be read to its end. Export it again as MP4 and attach that.',
  videoEmpty: 'This video has no picture. Give another one.',

  // why a model is not available
  accountMayNot: ({ vendor }: { vendor: string }) => `the bot’s ${vendor} account may not use it`,
  accountEmpty: ({ vendor }: { vendor: string }) => `the bot’s ${vendor} account has no credit left`,
  settingUnset: ({ setting }: { setting: string }) => `${setting} is not set`,
  notOffered: ({ vendor }: { vendor: string }) => `${vendor} no longer offers it`,
  notListed: ({ vendor, target }: { vendor: string; target: string }) => `${vendor} no longer lists ${target}`,
  notTarget: ({ vendor, target }: { vendor: string; target: string }) => `there is no model ${target} at ${vendor}`,
  predictorUnnamed: ({ target }: { target: string }) => `COG_URLS names no predictor ${target}`,
  predictorBroken: ({ health }: { health: string }) => `its predictor says ${health}`,
  workflowMissing: ({ workflow }: { workflow: string }) => `there is no workflow ${workflow}`,
  nodeMissing: ({ node }: { node: string }) => `the bot’s ComfyUI has no node ${node}`,
  installNode: ({ node }: { node: string }) =>
    `The node ${node} is missing; update ComfyUI, or install the extension that brings it, and start it again.`,
  installFile: ({ file, folder, from }: { file: string; folder: string; from: string }) =>
    `The file ${file} is missing; put it into ComfyUI’s folder models/${folder} from ${from}`,
  installUnknownFile: ({ node, file }: { node: string; file: string }) =>
    `The file ${file} is missing where the node ${node} looks for it; put it into the folder of ComfyUI’s models that this node reads.`,
  weightsMissing: ({ node, file }: { node: string; file: string }) => `the node ${node} of the bot’s ComfyUI has no ${file}`,

  // a model that the catalogue does not list
  unlisted: 'not in the catalog, price not known',
  unlistedAbout: ({ description, site = 'replicate.com' }: { description: string; site?: string }) =>
    `${description}${description && ' '}Its price is not known here. See its page at ${site}.`,
}
