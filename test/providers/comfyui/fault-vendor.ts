import comfyui from '../../../providers/comfyui.ts'
import type { FaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { ComfyServer } from './server.ts'

/** ComfyUI for the fault suite. It knows no moderation and no credits. */
export const start = async (): Promise<FaultVendor> => {
  const server = await ComfyServer.start()
  server.clip = await smallClip()
  const failing = (exception_type: string, exception_message: string) => () => {
    server.failure = { exception_type, exception_message }
    server.failing = true
  }
  const refusing = (answer: Answer) => () => {
    server.answers.create = answer
  }
  return {
    definition: comfyui,
    origin: server.url,
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
    jobs: () => server.taken,
    outputsAreLinks: false,
    // Clips are names of files, never links.
    setOutput: () => undefined,
    faults: [
      {
        class: 'invalid_input',
        name: 'a file that is too large',
        at: 'submit',
        begin: refusing({ status: 413 }),
      },
      {
        class: 'auth',
        name: 'a proxy before ComfyUI asks who this is',
        at: 'submit',
        begin: refusing({ status: 401 }),
      },
      {
        class: 'rate_limited',
        name: 'HTTP 429',
        at: 'submit',
        begin: refusing({ status: 429, headers: { 'retry-after': '1' } }),
      },
      { class: 'model_gone', name: 'a node is missing', at: 'submit', begin: () => void delete server.nodes['VAEDecode'] },
      { class: 'internal', name: 'no route of this name', at: 'submit', begin: refusing({ status: 404 }) },
      { class: 'resource', name: 'out of memory', at: 'poll', begin: failing('torch.OutOfMemoryError', 'Allocation on device') },
      { class: 'transient', name: 'the driver failed', at: 'poll', begin: failing('torch.AcceleratorError', 'unspecified launch failure') },
      { class: 'internal', name: 'a node failed', at: 'poll', begin: failing('RuntimeError', 'mat1 and mat2 shapes cannot be multiplied') },
      {
        class: 'expired',
        name: 'ComfyUI was started anew',
        at: 'poll',
        begin: () => {
          server.forgetful = true
        },
      },
    ],
    close: () => server.close(),
  }
}
