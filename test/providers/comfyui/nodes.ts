/**
 * The nodes of our workflows as `GET /object_info` describes them: inputs with their types, choices and limits, and the
 * types of the outputs. Written by hand after nodes.py and comfy_extras/nodes_{wan,lt,lt_audio,video,custom_sampler,
 * hunyuan,flux,sd3,mask,model_advanced,differential_diffusion}.py of https://github.com/Comfy-Org/ComfyUI; SaveVideo after its newest form,
 * whose choices have parts.
 */
interface Limits {
  min?: number
  max?: number
  options?: readonly string[]
}
type Input = [string | readonly string[], Limits?]

export interface NodeInfo {
  input: { required: Record<string, Input>; optional: Record<string, Input> }
  output: string[]
  output_node: boolean
}

const int = (min: number, max: number): Input => ['INT', { min, max }]
const float = (min: number, max: number): Input => ['FLOAT', { min, max }]
/** As older nodes write their choices, and as newer ones do. */
const oneOf = (...choices: string[]): Input => [choices]
const combo = (...options: string[]): Input => ['COMBO', { options }]

const node = (required: Record<string, Input>, output: string[], optional: Record<string, Input> = {}): NodeInfo => ({
  input: { required, optional },
  output,
  output_node: false,
})

const most = 16_384
const seed = int(0, Number.MAX_SAFE_INTEGER)
const sides = { width: int(16, most), height: int(16, most), length: int(1, most), batch_size: int(1, 4096) }
const conditions: Record<string, Input> = { positive: ['CONDITIONING'], negative: ['CONDITIONING'] }
const sampling: Record<string, Input> = {
  steps: int(1, 10_000),
  cfg: float(0, 100),
  sampler_name: oneOf('euler', 'euler_ancestral', 'uni_pc', 'euler_cfg_pp', 'euler_ancestral_cfg_pp', 'res_multistep'),
  scheduler: oneOf('simple', 'normal'),
}
const wanWeights = ['wan2.1_vace_14B_fp16.safetensors'].concat(
  ...['t2v', 'i2v'].map((kind) => ['high', 'low'].map((expert) => `wan2.2_${kind}_${expert}_noise_14B_fp8_scaled.safetensors`)),
)
const ltx = ['ltx-2-19b-dev-fp8.safetensors', 'ltx-2.3-22b-dev-fp8.safetensors']
const loras = ['ltx-2-19b-distilled-lora-384.safetensors', 'ltx-2.3-22b-distilled-lora-384.safetensors'].concat(
  ...['t2v_lightx2v_4steps_lora_v1.1', 'i2v_lightx2v_4steps_lora_v1'].map((name) =>
    ['high', 'low'].map((expert) => `wan2.2_${name}_${expert}_noise.safetensors`),
  ),
)
const codec = combo('auto', 'h264', 'av1')

export const nodes: Record<string, NodeInfo> = {
  UNETLoader: node(
    {
      unet_name: oneOf(...wanWeights, 'z_image_turbo_bf16.safetensors', 'flux1-fill-dev.safetensors'),
      weight_dtype: oneOf('default', 'fp8_e4m3fn'),
    },
    ['MODEL'],
  ),
  CLIPLoader: node(
    { clip_name: oneOf('umt5_xxl_fp8_e4m3fn_scaled.safetensors', 'qwen_3_4b.safetensors'), type: oneOf('wan', 'ltxv', 'lumina2') },
    ['CLIP'],
    {
      device: oneOf('default', 'cpu'),
    },
  ),
  VAELoader: node({ vae_name: oneOf('wan_2.1_vae.safetensors', 'ae.safetensors') }, ['VAE']),
  CheckpointLoaderSimple: node({ ckpt_name: oneOf(...ltx) }, ['MODEL', 'CLIP', 'VAE']),
  LoraLoaderModelOnly: node({ model: ['MODEL'], lora_name: oneOf(...loras), strength_model: float(-100, 100) }, ['MODEL']),
  ModelSamplingSD3: node({ model: ['MODEL'], shift: float(0, 100) }, ['MODEL']),
  CLIPTextEncode: node({ text: ['STRING'], clip: ['CLIP'] }, ['CONDITIONING']),
  EmptyHunyuanLatentVideo: node(sides, ['LATENT']),
  LoadImage: node({ image: ['UPLOAD'] }, ['IMAGE', 'MASK']),
  ImageScale: node(
    {
      image: ['IMAGE'],
      upscale_method: oneOf('nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'),
      width: int(0, most),
      height: int(0, most),
      crop: oneOf('disabled', 'center'),
    },
    ['IMAGE'],
  ),
  WanFirstLastFrameToVideo: node({ ...conditions, vae: ['VAE'], ...sides }, ['CONDITIONING', 'CONDITIONING', 'LATENT'], {
    clip_vision_start_image: ['CLIP_VISION_OUTPUT'],
    clip_vision_end_image: ['CLIP_VISION_OUTPUT'],
    start_image: ['IMAGE'],
    end_image: ['IMAGE'],
  }),
  KSamplerAdvanced: node(
    {
      model: ['MODEL'],
      add_noise: oneOf('enable', 'disable'),
      noise_seed: seed,
      ...sampling,
      ...conditions,
      latent_image: ['LATENT'],
      start_at_step: int(0, 10_000),
      end_at_step: int(0, 10_000),
      return_with_leftover_noise: oneOf('enable', 'disable'),
    },
    ['LATENT'],
  ),
  LoraLoader: node(
    {
      model: ['MODEL'],
      clip: ['CLIP'],
      lora_name: oneOf('Wan21_CausVid_14B_T2V_lora_rank32.safetensors'),
      strength_model: float(-100, 100),
      strength_clip: float(-100, 100),
    },
    ['MODEL', 'CLIP'],
  ),
  LoadVideo: node({ file: ['UPLOAD'] }, ['VIDEO']),
  GetVideoComponents: node({ video: ['VIDEO'] }, ['IMAGE', 'AUDIO', 'FLOAT']),
  Canny: node({ image: ['IMAGE'], low_threshold: float(0.01, 0.99), high_threshold: float(0.01, 0.99) }, ['IMAGE']),
  WanVaceToVideo: node(
    { ...conditions, vae: ['VAE'], ...sides, strength: float(0, 1000) },
    ['CONDITIONING', 'CONDITIONING', 'LATENT', 'INT'],
    {
      control_video: ['IMAGE'],
      control_masks: ['MASK'],
      reference_image: ['IMAGE'],
    },
  ),
  TrimVideoLatent: node({ samples: ['LATENT'], trim_amount: int(0, 99_999) }, ['LATENT']),
  KSampler: node({ model: ['MODEL'], seed, ...sampling, ...conditions, latent_image: ['LATENT'], denoise: float(0, 1) }, ['LATENT']),
  VAEDecode: node({ samples: ['LATENT'], vae: ['VAE'] }, ['IMAGE']),
  VAEDecodeTiled: node(
    {
      samples: ['LATENT'],
      vae: ['VAE'],
      tile_size: int(64, 4096),
      overlap: int(0, 4096),
      temporal_size: int(8, 4096),
      temporal_overlap: int(4, 4096),
    },
    ['IMAGE'],
  ),
  CreateVideo: node({ images: ['IMAGE'], fps: float(1, 120) }, ['VIDEO'], { audio: ['AUDIO'] }),
  SaveVideo: {
    ...node(
      { video: ['VIDEO'], filename_prefix: ['STRING'], format: combo('auto', 'mp4', 'mkv', 'webm'), 'format.codec': codec },
      ['VIDEO'],
      {
        codec,
      },
    ),
    output_node: true,
  },
  LTXAVTextEncoderLoader: node(
    { text_encoder: combo('gemma_3_12B_it_fp4_mixed.safetensors'), ckpt_name: combo(...ltx), device: combo('default', 'cpu') },
    ['CLIP'],
  ),
  LTXVAudioVAELoader: node({ ckpt_name: combo(...ltx) }, ['VAE']),
  LatentUpscaleModelLoader: node(
    { model_name: combo('ltx-2-spatial-upscaler-x2-1.0.safetensors', 'ltx-2.3-spatial-upscaler-x2-1.0.safetensors') },
    ['LATENT_UPSCALE_MODEL'],
  ),
  LTXVConditioning: node({ ...conditions, frame_rate: float(0, 1000) }, ['CONDITIONING', 'CONDITIONING']),
  EmptyLTXVLatentVideo: node({ ...sides, width: int(64, most), height: int(64, most) }, ['LATENT']),
  LTXVEmptyLatentAudio: node({ frames_number: int(1, 1000), frame_rate: int(1, 1000), batch_size: int(1, 4096), audio_vae: ['VAE'] }, [
    'LATENT',
  ]),
  LTXVPreprocess: node({ image: ['IMAGE'], img_compression: int(0, 100) }, ['IMAGE']),
  LTXVImgToVideoInplace: node({ vae: ['VAE'], image: ['IMAGE'], latent: ['LATENT'], strength: float(0, 1), bypass: ['BOOLEAN'] }, [
    'LATENT',
  ]),
  LTXVConcatAVLatent: node({ video_latent: ['LATENT'], audio_latent: ['LATENT'] }, ['LATENT']),
  LTXVSeparateAVLatent: node({ av_latent: ['LATENT'] }, ['LATENT', 'LATENT']),
  LTXVScheduler: node(
    { steps: int(1, 10_000), max_shift: float(0, 100), base_shift: float(0, 100), stretch: ['BOOLEAN'], terminal: float(0, 0.99) },
    ['SIGMAS'],
    { latent: ['LATENT'] },
  ),
  ManualSigmas: node({ sigmas: ['STRING'] }, ['SIGMAS']),
  RandomNoise: node({ noise_seed: seed }, ['NOISE']),
  KSamplerSelect: node({ sampler_name: sampling['sampler_name'] ?? oneOf() }, ['SAMPLER']),
  CFGGuider: node({ model: ['MODEL'], ...conditions, cfg: float(0, 100) }, ['GUIDER']),
  SamplerCustomAdvanced: node(
    { noise: ['NOISE'], guider: ['GUIDER'], sampler: ['SAMPLER'], sigmas: ['SIGMAS'], latent_image: ['LATENT'] },
    ['LATENT', 'LATENT'],
  ),
  LTXVCropGuides: node({ ...conditions, latent: ['LATENT'] }, ['CONDITIONING', 'CONDITIONING', 'LATENT']),
  LTXVLatentUpsampler: node({ samples: ['LATENT'], upscale_model: ['LATENT_UPSCALE_MODEL'], vae: ['VAE'] }, ['LATENT']),
  EmptySD3LatentImage: node({ width: int(16, most), height: int(16, most), batch_size: int(1, 4096) }, ['LATENT']),
  ModelSamplingAuraFlow: node({ model: ['MODEL'], shift: float(0, 100) }, ['MODEL']),
  ConditioningZeroOut: node({ conditioning: ['CONDITIONING'] }, ['CONDITIONING']),
  LoadImageMask: node({ image: ['UPLOAD'], channel: oneOf('alpha', 'red', 'green', 'blue') }, ['MASK']),
  DualCLIPLoader: node(
    {
      clip_name1: oneOf('clip_l.safetensors', 't5xxl_fp16.safetensors'),
      clip_name2: oneOf('clip_l.safetensors', 't5xxl_fp16.safetensors'),
      type: oneOf('sdxl', 'sd3', 'flux'),
    },
    ['CLIP'],
    { device: oneOf('default', 'cpu') },
  ),
  FluxGuidance: node({ conditioning: ['CONDITIONING'], guidance: float(0, 100) }, ['CONDITIONING']),
  DifferentialDiffusion: node({ model: ['MODEL'] }, ['MODEL'], { strength: float(0, 1) }),
  InpaintModelConditioning: node({ ...conditions, vae: ['VAE'], pixels: ['IMAGE'], mask: ['MASK'], noise_mask: ['BOOLEAN'] }, [
    'CONDITIONING',
    'CONDITIONING',
    'LATENT',
  ]),
  SaveImage: { ...node({ images: ['IMAGE'], filename_prefix: ['STRING'] }, []), output_node: true },
  LTXVAudioVAEDecode: node({ samples: ['LATENT'], audio_vae: ['VAE'] }, ['AUDIO']),
}

/**
 * The nodes as `GET /object_info` answers them: `node_info` in server.py. Nodes that load a file of the input folder list what is there. An
 * `UPLOAD` is only ours.
 */
export const objectInfoOf = (known: Readonly<Record<string, NodeInfo>>, uploads: Iterable<string>): object => {
  const files = [...uploads]
  const shown = (inputs: Record<string, Input>) =>
    Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input[0] === 'UPLOAD' ? [files, { image_upload: true }] : input]),
    )
  const infoOf = (name: string, { input: { required, optional }, output, output_node }: NodeInfo) => ({
    input: { required: shown(required), ...(Object.keys(optional).length > 0 && { optional: shown(optional) }) },
    input_order: { required: Object.keys(required) },
    output,
    output_is_list: output.map(() => false),
    output_name: output,
    name,
    display_name: name,
    description: '',
    python_module: 'nodes',
    category: 'sd',
    output_node,
  })
  return Object.fromEntries(Object.entries(known).map(([name, info]) => [name, infoOf(name, info)]))
}
