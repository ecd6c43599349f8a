import type { WebSocket } from 'ws'
import type { ServedGraph } from './validate.ts'

/** A job as ComfyUI's queue keeps it. */
export interface Job {
  number: number
  id: string
  graph: ServedGraph
  clientId: string
  /** How often it was looked at while it ran. */
  looks: number
}

export type End = 'execution_success' | 'execution_interrupted' | 'execution_error'

/**
 * What the websocket says while a sampler works (comfy_execution/progress.py and `send_sync` in execution.py): the first
 * of them is done, the next one is at a quarter. A picture and a broken message are among it.
 */
export const tellProgress = (socket: WebSocket | undefined, { id, graph }: Job): void => {
  const [first = '', second = first] = Object.keys(graph).filter((node) => 'latent_image' in (graph[node]?.inputs ?? {}))
  const tell = (type: string, data: object) => socket?.send(JSON.stringify({ type, data: { ...data, prompt_id: id } }))
  tell('execution_start', { timestamp: 1 })
  tell('progress', { node: first, value: 10, max: 10 })
  socket?.send(Buffer.from([0, 0, 0, 1, 0, 0, 0, 2, 0x89, 0x50]))
  tell('executing', { node: second, display_node: second })
  const nodes = { display_node_id: second, parent_node_id: null, real_node_id: second, node_id: second, prompt_id: id }
  tell('progress_state', { nodes: { [second]: { value: 5, max: 20, state: 'running', ...nodes } } })
  socket?.send('no JSON')
  tell('executed', { node: first, output: {} })
}

/** An entry of the history: `PromptQueue.task_done` in execution.py, with what SaveVideo and SaveImage list. */
export const entryOf = ({ id, number, graph, clientId }: Job, how: End, failure: object): object => {
  const saving = ['SaveVideo', 'SaveImage']
  const [saver = ''] = Object.keys(graph).filter((node) => saving.includes(graph[node]?.class_type ?? ''))
  const isFilm = graph[saver]?.class_type === 'SaveVideo'
  const [subfolder, prefix] = String(graph[saver]?.inputs['filename_prefix']).split('/')
  const images = [{ filename: `${prefix}_00001_.${isFilm ? 'mp4' : 'png'}`, subfolder, type: 'output' }]
  const why = { prompt_id: id, node_id: '57', node_type: 'KSamplerAdvanced', executed: [], ...failure, traceback: [], current_inputs: {} }
  const isGood = how === 'execution_success'
  const messages = [
    ['execution_start', { prompt_id: id, timestamp: 1 }],
    ['execution_cached', { nodes: [], prompt_id: id, timestamp: 1 }],
    [how, isGood ? { prompt_id: id } : why],
  ]
  return {
    prompt: [number, id, graph, { client_id: clientId }, [saver]],
    outputs: isGood ? { [saver]: { images, ...(isFilm && { animated: [true] }) } } : {},
    status: { status_str: isGood ? 'success' : 'error', completed: isGood, messages },
    meta: {},
  }
}
