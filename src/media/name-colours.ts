import { AV_CODEC_ID_H264, AVMEDIA_TYPE_VIDEO } from 'node-av/constants'
import { BitStreamFilter, BitStreamFilterContext, FFmpegError } from 'node-av/lib'
import { bt709 } from './colour.ts'

/** Where the first sequence parameter set lies in an `avcC` (ISO/IEC 14496-15): behind its length in two bytes. */
const firstSetAt = 6
/** As ITU-T H.273 counts BT.709. */
const options = { colour_primaries: '1', transfer_characteristics: '1', matrix_coefficients: '1', video_full_range_flag: '0' }

/**
 * Says of an encoded H.264 track that it is in BT.709, in what its container and its stream say of it: for `onEncodedPacket`, after which
 * the muxer writes that. The encoder itself says nothing.
 */
export const nameBt709 = (meta: EncodedVideoChunkMetadata | undefined): void => {
  if (!meta?.decoderConfig) return
  meta.decoderConfig.colorSpace = bt709
  const { description } = meta.decoderConfig
  if (description instanceof Uint8Array) meta.decoderConfig.description = named(description)
}

/**
 * Writes into the description of an H.264 track (`avcC`) that its colours are BT.709 in limited range. What the container
 * says is lost as soon as a site packs the film again: players then guess by its size.
 */
const named = (description: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(description)
  const filter = BitStreamFilter.getByName('h264_metadata')
  if (!filter) throw new Error('no filter h264_metadata')
  using context = new BitStreamFilterContext()
  FFmpegError.throwIfError(context.alloc(filter), 'BitStreamFilterContext.alloc')
  const parameters = context.inputCodecParameters
  if (!parameters) throw new Error('a filter without parameters')
  parameters.codecType = AVMEDIA_TYPE_VIDEO
  parameters.codecId = AV_CODEC_ID_H264
  const oldEnd = firstSetAt + 2 + bytes.readUInt16BE(firstSetAt)
  // Only the set itself is shown, behind a start code: the filter gives it back that way too.
  parameters.extradata = Buffer.concat([startCode, bytes.subarray(firstSetAt + 2, oldEnd)])
  for (const [name, value] of Object.entries(options)) FFmpegError.throwIfError(context.setOption(name, value), name)
  FFmpegError.throwIfError(context.init(), 'BitStreamFilterContext.init')
  const set = context.outputCodecParameters?.extradata?.subarray(startCode.length)
  if (!set) throw new Error('nothing out of the filter')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(set.length)
  return Buffer.concat([bytes.subarray(0, firstSetAt), length, set, bytes.subarray(oldEnd)])
}

const startCode = Buffer.from([0, 0, 0, 1])
