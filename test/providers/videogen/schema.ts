import { Ajv } from 'ajv'

/**
 * `GenerateVideoClipRequest` of VideoGen's OpenAPI document 1.0.0 (github.com/api-evangelist/videogen-io keeps it, of 2026-10-02), without its
 * prose; names that it does not have are refused, which it does not say. Ids are those of the server here.
 */
const id = { type: 'string', pattern: '^vg_file_\\d+$' }
const ids = { type: 'array', items: id, maxItems: 4 }
const whole = { type: 'integer', minimum: 1 }

const schema = {
  type: 'object',
  properties: {
    prompt: { type: 'string' },
    startFrameFileId: id,
    imageFileIds: ids,
    videoFileIds: ids,
    audioFileIds: ids,
    spokenDialogue: { type: 'string' },
    voiceDescription: { type: 'string' },
    generateAudio: { type: 'boolean' },
    suppressBackgroundMusic: { type: 'boolean' },
    durationSeconds: { type: ['integer', 'null'], minimum: 1, maximum: 30 },
    aspectRatio: {
      type: 'object',
      required: ['width', 'height'],
      properties: { width: whole, height: whole },
      additionalProperties: false,
    },
    quality: { type: 'string', enum: ['LOW', 'STANDARD', 'HIGH', 'MAX'] },
    contentPolicyConfig: {
      type: 'object',
      properties: { maxPromptRewrites: { type: 'integer', minimum: 0, maximum: 4 } },
      additionalProperties: false,
    },
    watermarkMode: { type: 'string', enum: ['NONE', 'VIDEO_GEN', 'AUTO'] },
    numResults: { ...whole, maximum: 100 },
    isOutputTemporary: { type: 'boolean' },
    hideFromUi: { type: 'boolean' },
  },
  // "At least one of … must be provided."
  anyOf: ['prompt', 'startFrameFileId', 'imageFileIds', 'videoFileIds', 'audioFileIds', 'spokenDialogue'].map((name) => ({
    required: [name],
  })),
  additionalProperties: false,
}

export interface Create extends Record<string, unknown> {
  watermarkMode?: string
}

export const isCreate = new Ajv({ allowUnionTypes: true }).compile<Create>(schema)
