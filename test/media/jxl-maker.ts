import { writeFile } from 'node:fs/promises'
import { AV_PIX_FMT_RGB24, FF_ENCODER_LIBJXL } from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib'

/** A JPEG XL of one grey. */
export const makeJxl = async (path: string, { width, height, grey }: { width: number; height: number; grey: number }): Promise<void> => {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBJXL)
  if (!codec) throw new Error('no libjxl')
  const context = new CodecContext()
  context.allocContext3(codec)
  Object.assign(context, { width, height, pixelFormat: AV_PIX_FMT_RGB24, timeBase: new Rational(1, 1) })
  FFmpegError.throwIfError(await context.open2(), 'open2')
  using frame = new Frame()
  frame.alloc()
  Object.assign(frame, { width, height, format: AV_PIX_FMT_RGB24 })
  frame.getBuffer()
  frame.data?.[0]?.fill(grey)
  using packet = new Packet()
  packet.alloc()
  FFmpegError.throwIfError(await context.sendFrame(frame), 'sendFrame')
  await context.sendFrame(null)
  FFmpegError.throwIfError(await context.receivePacket(packet), 'receivePacket')
  await writeFile(path, packet.data ?? '')
  context.freeContext()
}
