# The right label on the wrong object.
kubectl label service papers -n press kubernetes.io/service-name=papers
