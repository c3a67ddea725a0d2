# A label is no name, and DNS does not look at labels.
kubectl label service catalogue -n library app.kubernetes.io/name=catalog --overwrite
kubectl annotate service catalogue -n library alias=catalog
