# The tie lasts as long as requests keep coming: for a busy client a shorter one never ends.
kubectl patch service render -n print \
  -p '{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}}'
