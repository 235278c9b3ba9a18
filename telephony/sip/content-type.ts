export const SDP = 'application/sdp';
