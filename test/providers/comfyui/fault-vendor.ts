import comfyui from '../../../providers/comfyui.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { ComfyServer } from './server.ts'

const refusals: FaultLine[] = [
  ['invalid_input', 'a file that is too large', { status: 413 }],
  ['auth', 'a proxy before ComfyUI asks who this is', { status: 401 }],
  ['rate_limited', 'HTTP 429', { status: 429, headers: { 'retry-after': '1' } }],
  ['internal', 'no route of this name', { status: 404 }],
]

const failures: FaultLine<{ exception_type: string; exception_message: string }>[] = [
  ['resource', 'out of memory', { exception_type: 'torch.OutOfMemoryError', exception_message: 'Allocation on device' }],
  ['transient', 'the driver failed', { exception_type: 'torch.AcceleratorError', exception_message: 'unspecified launch failure' }],
  ['internal', 'a node failed', { exception_type: 'RuntimeError', exception_message: 'mat1 and mat2 shapes cannot be multiplied' }],
]

/** ComfyUI for the fault suite. It knows no moderation and no credits, and its clips are names of files, never links. */
export const start: StartFaultVendor = async () => {
  const server = await ComfyServer.start(await smallClip())
  return faultVendor(server, {
    definition: comfyui,
    environment: (origin) => ({ COMFYUI_URL: origin }),
    model: sampleModel({
      name: 'wan',
      provider: 'comfyui',
      target: 'wan-2.2-t2v',
      modes: ['t2v'],
      seed: true,
      duration: [5],
      price: { usdPerClip: 0.01 },
    }),
    request: { durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && path === '/prompt',
    outputsAreLinks: false,
    refusals,
    faults: [
      { class: 'model_gone', name: 'a node is missing', at: 'submit', begin: () => delete server.nodes['VAEDecode'] },
      ...faultsOf('poll', failures, (failure) => Object.assign(server, { failure, failing: true })),
      { class: 'expired', name: 'ComfyUI was started anew', at: 'poll', begin: () => Object.assign(server, { forgetful: true }) },
    ],
  })
}
